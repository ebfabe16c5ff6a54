package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.RemovedSubscriptions.Counts;
import dev.towncrier.store.RemovedSubscriptions.Filter;
import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemovedSubscriptionsIT {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final int BATCH = 3;

  private static final TestStore store = new TestStore();
  private final RemovedSubscriptions removed = new RemovedSubscriptions(store.dataSource, BATCH);
  private final SettableClock clock = new SettableClock(NOON);
  private final SubscriptionMarks marks = new SubscriptionMarks(store.dataSource, clock);
  private final Application application = store.application();
  private final Filter all = new Filter(application.id(), null, null);

  private SubscribeResult.Stored subscribe(String path) {
    return store.subscribe(application, path, "news");
  }

  private UUID gone(String path) {
    UUID id = subscribe(path).subscription().id();
    marks.apply(List.of(new Mark(id, 1, Kind.GONE)));
    return id;
  }

  @Test
  void bringsBackTheWholeSubscription() {
    SubscribeResult.Stored stored = subscribe("1");
    UUID id = stored.subscription().id();
    store.mark(id, Kind.ACCEPTED);
    String before = row(id);
    store.mark(id, Kind.GONE);
    assertThat(store.load(id)).isNull();

    assertThat(removed.restore(all)).isEqualTo(new Counts(1, 0));

    assertThat(row(id)).isEqualTo(before.replace("\"version\":1", "\"version\":2"));
    assertThat(store.opened(id)).isEqualTo(target("1"));
    assertThat(store.subscriptions.find(application.id(), id, stored.token()))
        .usingRecursiveComparison()
        .ignoringFields("subscription.version")
        .isEqualTo(new VisitorAccess.Granted(stored.subscription()));
    assertThat(store.targets.gone(List.of(id))).isEmpty();
    assertThat(removed.restore(all)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void keepsWhatWasRestoredFromALateMarkOfItsRemoval() {
    UUID id = gone("1");
    removed.restore(all);

    marks.apply(List.of(new Mark(id, 1, Kind.GONE)));

    assertThat(store.load(id)).isNotNull();
  }

  @Test
  void leavesWhatWasSubscribedAnew() {
    UUID gone = gone("1");
    UUID other = gone("2");
    UUID anew = subscribe("1").subscription().id();

    assertThat(removed.count(all)).isEqualTo(new Counts(1, 1));
    assertThat(removed.restore(all)).isEqualTo(new Counts(1, 1));

    assertThat(store.targets.load(List.of(gone, other, anew))).containsOnlyKeys(other, anew);
    assertThat(store.targets.gone(List.of(gone))).containsExactly(gone);
  }

  @Test
  void bringsBackTheLastOfSeveralRemovalsOfOneEndpoint() {
    UUID first = gone("1");
    clock.set(NOON.plusSeconds(1));
    UUID second = gone("1");

    assertThat(removed.restore(all)).isEqualTo(new Counts(1, 1));

    assertThat(store.targets.load(List.of(first, second))).containsOnlyKeys(second);
  }

  @Test
  void bringsBackNothingOfAnotherApplicationPushServiceOrTime() {
    UUID early = gone("1");
    clock.set(NOON.plus(Duration.ofHours(1)));
    UUID late = gone("2");
    Application other = store.application();
    String id = application.id();
    String origin = TestStore.PUSH_SERVICE;

    assertThat(removed.restore(new Filter(other.id(), null, null))).isEqualTo(new Counts(0, 0));
    assertThat(removed.restore(new Filter(id, "https://fcm.googleapis.com", null)))
        .isEqualTo(new Counts(0, 0));
    assertThat(removed.restore(new Filter(id, origin, NOON.plusSeconds(1))))
        .isEqualTo(new Counts(1, 0));
    assertThat(store.targets.load(List.of(early, late))).containsOnlyKeys(late);
    assertThat(removed.restore(new Filter(id, origin, NOON))).isEqualTo(new Counts(1, 0));
  }

  @Test
  void bringsBackMoreThanOneBatchBesideThoseLeft() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 3 * BATCH + 2; i++) {
      ids.add(gone("s" + i));
    }
    subscribe("s0");
    subscribe("s5");

    assertThat(removed.count(all)).isEqualTo(new Counts(3 * BATCH, 2));
    assertThat(store.targets.load(ids)).isEmpty();
    assertThat(removed.restore(all)).isEqualTo(new Counts(3 * BATCH, 2));

    assertThat(store.targets.load(ids)).hasSize(3 * BATCH);
  }

  @Test
  void bringsEachBackOnceForAllWhoRestoreAtOnce() throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 4 * BATCH; i++) {
      ids.add(gone("s" + i));
    }

    List<Counts> counts = TestStore.atOnce(3, _ -> () -> removed.restore(all));

    assertThat(counts.stream().mapToLong(Counts::restored).sum()).isEqualTo(ids.size());
    assertThat(store.targets.load(ids)).hasSize(ids.size());
  }

  @Test
  void keepsNothingOfAVisitorWhoUnsubscribes() {
    SubscribeResult.Stored stored = subscribe("1");
    UUID id = stored.subscription().id();
    store.subscriptions.unsubscribe(application.id(), id, stored.token());

    assertThat(store.targets.gone(List.of(id))).isEmpty();
    assertThat(removed.restore(all)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void forgetsOneWhoUnsubscribesAfterTheRemoval() {
    SubscribeResult.Stored stored = subscribe("1");
    UUID id = stored.subscription().id();
    marks.apply(List.of(new Mark(id, 1, Kind.GONE)));

    assertThat(store.subscriptions.unsubscribe(application.id(), id, AccessToken.random()))
        .isEqualTo(new VisitorAccess.NotFound());
    assertThat(removed.count(all)).isEqualTo(new Counts(1, 0));
    assertThat(store.subscriptions.unsubscribe(application.id(), id, stored.token()))
        .isEqualTo(new VisitorAccess.NotFound());
    assertThat(removed.count(all)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void tellsTimesAgoByPostgresClock() {
    Instant now = removed.ago(Duration.ZERO);

    assertThat(removed.ago(Duration.ofHours(1)))
        .isBetween(now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(59)));
  }

  private static String row(UUID id) {
    return store
        .sql
        .fetchSingle("select row_to_json(s)::text from subscription s where id = ?", id)
        .get(0, String.class);
  }
}
