package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.store.SubscriptionAddition.Added;
import dev.towncrier.store.SubscriptionAddition.Known;
import dev.towncrier.store.SubscriptionAddition.NoRoom;
import dev.towncrier.store.SubscriptionAddition.UnknownTopic;
import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SubscriptionAdditionsIT {
  private static final TestStore store = new TestStore();
  private final Application application = store.application();

  @Test
  void addsManyThatWereMadeElsewhereAndLeavesWhatItHas() {
    SubscribeResult.Stored known = store.subscribe(application, "1", "news");
    SubscriptionDetails noted =
        new SubscriptionDetails(List.of("art"), Map.of("plan", "pro"), "nb", "Europe/Oslo");

    List<SubscriptionAddition> additions =
        add(4, made("1"), new NewSubscription(target("2"), "ann", noted), made("3"), made("2"));

    assertThat(additions.get(0)).isEqualTo(new Known());
    assertThat(additions.get(3)).isEqualTo(new Known());
    SubscriptionRecord second = row(additions.get(1));
    assertThat(second.getUserId()).isEqualTo("ann");
    assertThat(second.getTopics()).containsExactly("art");
    assertThat(second.getTags().data()).contains("pro");
    assertThat(second.getLocale()).isEqualTo("nb");
    assertThat(second.getTimeZone()).isEqualTo("Europe/Oslo");
    SubscriptionRecord third = row(additions.get(2));
    assertThat(third.getTopics()).isEmpty();
    assertThat(third.getTags().data()).isEqualTo("{}");
    assertThat(third.getVersion()).isOne();
    assertThat(store.opened(second.getId())).isEqualTo(target("2"));
    assertThat(store.subscriptions.find(application.id(), known.subscription().id(), known.token()))
        .isEqualTo(new VisitorAccess.Granted(known.subscription()));
    assertThat(add(1)).isEmpty();
  }

  @Test
  void addsNothingWithATopicThatTheApplicationDoesNotHave() {
    store.subscribe(application, "known");

    List<SubscriptionAddition> additions =
        add(5, made("1", "news", "film"), made("2", "news"), made("known", "film"), made("3"));

    assertThat(additions.get(0)).isEqualTo(new UnknownTopic());
    assertThat(additions.get(1)).isInstanceOf(Added.class);
    assertThat(additions.get(2)).isEqualTo(new UnknownTopic());
    assertThat(additions.get(3)).isInstanceOf(Added.class);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void addsNothingWithATopicThatIsBeingRemoved() {
    AtomicReference<CompletableFuture<List<SubscriptionAddition>>> adding = new AtomicReference<>();

    store.sql.transaction(transaction -> {
      transaction
          .dsl()
          .deleteFrom(TOPIC)
          .where(TOPIC.APPLICATION_ID.eq(application.id()).and(TOPIC.ID.eq("art")))
          .execute();
      adding.set(CompletableFuture.supplyAsync(() -> add(2, made("1", "art"), made("2", "news"))));
      await().until(SubscriptionAdditionsIT::somebodyWaitsForALock);
    });

    assertThat(adding.get().join().getFirst()).isEqualTo(new UnknownTopic());
    assertThat(adding.get().join().getLast()).isInstanceOf(Added.class);
  }

  @Test
  void addsNoMoreThanThereIsRoomFor() {
    store.subscribe(application, "known");

    List<SubscriptionAddition> additions =
        add(
            2,
            made("1", "film"),
            made("1"),
            made("known"),
            made("1"),
            made("2"),
            made("3"),
            made("2"),
            made("3"));

    assertThat(additions.get(0)).isEqualTo(new UnknownTopic());
    assertThat(additions.get(1)).isInstanceOf(Added.class);
    assertThat(additions.get(2)).isEqualTo(new Known());
    assertThat(additions.get(3)).isEqualTo(new Known());
    assertThat(additions.get(4)).isInstanceOf(Added.class);
    assertThat(additions.get(5)).isEqualTo(new NoRoom());
    assertThat(additions.get(6)).isEqualTo(new Known());
    assertThat(additions.get(7)).isEqualTo(new NoRoom());
    assertThat(count()).isEqualTo(3);
    assertThat(add(0, made("3"), made("2"))).containsExactly(new NoRoom(), new Known());
    assertThat(add(-1, made("3"))).containsExactly(new NoRoom());
  }

  private List<SubscriptionAddition> add(long room, NewSubscription... made) {
    return store.additions.add(
        application.id(), application.currentKeyId(), Arrays.asList(made), room);
  }

  private static NewSubscription made(String path, String... topics) {
    return new NewSubscription(
        target(path),
        null,
        topics.length == 0
            ? NO_DETAILS
            : new SubscriptionDetails(List.of(topics), null, null, null));
  }

  private long count() {
    return store.subscriptions.count(application.id(), 100);
  }

  private static SubscriptionRecord row(SubscriptionAddition addition) {
    return store.sql.fetchSingle(SUBSCRIPTION, SUBSCRIPTION.ID.eq(((Added) addition).id()));
  }

  private static boolean somebodyWaitsForALock() {
    return store
            .sql
            .fetchSingle(
                "select count(*) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'")
            .get(0, Integer.class)
        == 1;
  }
}
