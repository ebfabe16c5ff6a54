package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.NotificationRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FanoutsIT {
  private static final TestStore store = new TestStore();
  private static final RecordCoordinates HERE = new RecordCoordinates("push.notifications", 0, 7);
  private static final RecordCoordinates THERE = new RecordCoordinates("push.notifications", 0, 8);
  private static final String ALL = "{\"all\": true}";
  private static final int SLICE = 3;

  private final Application application = store.application();

  @Test
  void claimsManyAtOnceAndTellsWhatBecameOfEachInTheirOrder() {
    NotificationRequested second = event("2", 60);
    NotificationRequested first = event("1", 60);

    List<Claim> claims =
        store
            .fanouts
            .begin(
                List.of(
                    new Arrival(second, HERE),
                    new Arrival(first, THERE),
                    new Arrival(event("2", 61), THERE),
                    new Arrival(first, HERE)),
                SLICE)
            .stream()
            .map(Beginning::claim)
            .toList();

    assertThat(((Claim.Granted) claims.get(0)).notification().id()).isEqualTo("2");
    assertThat(((Claim.Granted) claims.get(1)).notification().id()).isEqualTo("1");
    assertThat(claims.get(2)).isInstanceOf(Claim.Conflict.class);
    assertThat(claims.get(3)).isInstanceOf(Claim.Duplicate.class);
    assertThat(store.fanouts.begin(List.of(), SLICE)).isEmpty();
  }

  @Test
  void readsTheFirstSliceOfEachAudienceWithItsClaim() {
    UUID one = subscribe("1", "news");
    UUID two = subscribe("2", "news");
    UUID three = subscribe("3");
    UUID four = subscribe("4");

    List<Beginning> beginnings =
        store.fanouts.begin(
            List.of(
                arrival("all", ALL),
                arrival("news", "{\"topics\": [\"news\"]}"),
                arrival("nobody", "{\"users\": [\"ann\"]}"),
                arrival("last", "{\"subscriptions\": [\"%s\"]}".formatted(four))),
            SLICE);

    assertThat(beginnings)
        .extracting(begun -> begun.first().stream().map(AudienceMember::subscriptionId).toList())
        .containsExactly(List.of(one, two, three), List.of(one, two), List.of(), List.of(four));
    assertThat(size("all")).as("its fan-out goes on").isNull();
    assertThat(size("news")).isEqualTo(2);
    assertThat(size("nobody")).isZero();
    assertThat(size("last")).isOne();
  }

  @Test
  void readsNothingForWhatIsNotGranted() {
    subscribe("1");
    store.fanouts.begin(List.of(arrival("1", ALL)), SLICE);

    List<Beginning> again =
        store.fanouts.begin(List.of(new Arrival(event("1", 61), THERE), arrival("2", ALL)), SLICE);

    assertThat(again.get(0)).isEqualTo(new Beginning(new Claim.Conflict(), List.of()));
    assertThat(again.get(1).first()).hasSize(1);
  }

  @Test
  void beginsAgainAsBeforeWithThoseWhoWereThereAtAcceptance() {
    subscribe("1");
    Arrival arrival = arrival("1", ALL);
    List<Beginning> first = store.fanouts.begin(List.of(arrival), SLICE);
    subscribe("2");

    assertThat(store.fanouts.begin(List.of(arrival), SLICE)).isEqualTo(first);
    assertThat(size("1")).isOne();
  }

  private UUID subscribe(String path, String... topics) {
    return store.subscribe(application, path, topics).subscription().id();
  }

  private Long size(String id) {
    return store.notifications.progress(application.id(), id).orElseThrow().audience();
  }

  private Arrival arrival(String id, String audience) {
    return new Arrival(TestStore.event(application, id, audience, 60), HERE);
  }

  private NotificationRequested event(String id, int ttl) {
    return TestStore.event(application, id, ALL, ttl);
  }
}
