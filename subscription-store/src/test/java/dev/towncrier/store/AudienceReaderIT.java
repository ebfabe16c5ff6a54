package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceReaderIT {
  private static final TestStore store = new TestStore();
  private final AtomicInteger events = new AtomicInteger();
  private final Application application = store.application();

  @Test
  void readsEverybody() {
    UUID one = subscribe("1", "news");
    UUID two = subscribe("2");

    assertThat(read("{\"all\": true}")).containsExactly(one, two);
  }

  @Test
  void readsThePushServiceAndTheKey() {
    UUID one = subscribe("1");

    assertThat(store.members(claim("{\"all\": true}"), 10))
        .containsExactly(
            new AudienceMember(one, TestStore.PUSH_SERVICE, application.currentKeyId(), null));
  }

  @Test
  void leavesOutWhoseKeyIsAnotherOneButNotTheSuspect() {
    UUID sound = subscribe("1");
    UUID suspect = subscribe("2");
    UUID mismatched = subscribe("3");
    store.mark(suspect, SubscriptionMarks.Kind.SUSPECT);
    store.mark(mismatched, SubscriptionMarks.Kind.KEY_MISMATCH);

    assertThat(read("{\"all\": true}")).containsExactly(sound, suspect);
    subscribe("3");
    assertThat(read("{\"all\": true}")).containsExactly(sound, suspect, mismatched);
  }

  @Test
  void readsTopics() {
    UUID news = subscribe("1", "news");
    UUID both = subscribe("2", "art", "news");
    UUID art = subscribe("3", "art");
    subscribe("4");

    assertThat(read("{\"topics\": [\"news\"]}")).containsExactly(news, both);
    assertThat(read("{\"topics\": [\"news\", \"art\"]}")).containsExactly(news, both, art);
  }

  @Test
  void readsUsersOnAllTheirDevices() {
    UUID phone = subscribe("1");
    UUID laptop = subscribe("2");
    UUID other = subscribe("3");
    subscribe("4");
    store.tie(phone, "ann");
    store.tie(laptop, "ann");
    store.tie(other, "bob");

    assertThat(read("{\"users\": [\"ann\"]}")).containsExactly(phone, laptop);
    assertThat(read("{\"users\": [\"ann\", \"bob\"]}")).containsExactly(phone, laptop, other);
  }

  @Test
  void readsSubscriptions() {
    UUID one = subscribe("1");
    subscribe("2");

    assertThat(read("{\"subscriptions\": [\"%s\", \"%s\"]}".formatted(one, new UUID(0, 0))))
        .containsExactly(one);
  }

  @Test
  void readsTheUnionWithNobodyTwice() {
    UUID news = subscribe("1", "news");
    UUID ann = subscribe("2", "news");
    UUID named = subscribe("3");
    subscribe("4");
    store.tie(ann, "ann");
    store.tie(news, "ann");

    assertThat(
            read(
                "{\"topics\": [\"news\"], \"users\": [\"ann\"], \"subscriptions\": [\"%s\", \"%s\"]}"
                    .formatted(named, ann)))
        .containsExactly(news, ann, named);
    assertThat(read("{\"all\": true, \"topics\": [\"news\"]}")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"topics\": []}",
        "{\"topics\": [\"unknown\"]}",
        "{\"topics\": [\"news') or ('1'='1\"]}",
        "{\"users\": [\"nobody\"]}",
        "{\"users\": []}",
        "{\"subscriptions\": []}",
        "{\"subscriptions\": [\"00000000-0000-0000-0000-000000000000\"]}"
      })
  void readsNobodyWhenNobodyIsIn(String audience) {
    subscribe("1", "news");

    assertThat(read(audience)).isEmpty();
  }

  @Test
  void readsNobodyOfAnotherApplication() {
    Application other = store.application();
    UUID theirs = store.subscribe(other, "1", "news").subscription().id();
    store.tie(theirs, "ann");

    assertThat(
            read(
                "{\"all\": true, \"topics\": [\"news\"], \"users\": [\"ann\"], \"subscriptions\": [\"%s\"]}"
                    .formatted(theirs)))
        .isEmpty();
  }

  @Test
  void readsNobodyWhoCameAfterTheAcceptance() {
    UUID before = subscribe("1", "news");
    Notification notification = claim("{\"all\": true}");
    subscribe("2", "news");

    assertThat(store.memberIds(notification)).containsExactly(before);
  }

  @Test
  void readsNobodyWhoLeft() {
    SubscribeResult.Stored left = store.subscribe(application, "1", "news");
    Notification notification = claim("{\"all\": true}");
    store.subscriptions.unsubscribe(application.id(), left.subscription().id(), left.token());

    assertThat(store.memberIds(notification)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 10, 11})
  void coversEverybodyOnceSliceBySlice(int limit) {
    List<UUID> everybody = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      everybody.add(subscribe("s" + i, "news"));
    }
    Notification notification = claim("{\"topics\": [\"news\"]}");

    assertThat(store.members(notification, limit))
        .extracting(AudienceMember::subscriptionId)
        .containsExactlyElementsOf(everybody);
  }

  @Test
  void takesAnAudienceForLargeThatExceedsTheLimit() {
    subscribe("1", "news");
    subscribe("2", "news");
    subscribe("3", "art");

    assertThat(store.audiences.small(claim("{\"all\": true}"), 2)).isEmpty();
    assertThat(store.audiences.small(claim("{\"all\": true}"), 3).orElseThrow()).hasSize(3);
    assertThat(store.audiences.small(claim("{\"topics\": [\"news\"]}"), 2).orElseThrow())
        .hasSize(2);
  }

  private UUID subscribe(String path, String... topics) {
    return store.subscribe(application, path, topics).subscription().id();
  }

  private Notification claim(String audience) {
    return store.claim(application, "event-" + events.incrementAndGet(), audience);
  }

  private List<UUID> read(String audience) {
    return store.memberIds(claim(audience));
  }
}
