package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ERASURE;
import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Audience;
import dev.towncrier.store.SubscriptionMarks.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasuresIT {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final String ANN = "ann-4711";

  private static final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(NOON);
  private final Erasures erasures = new Erasures(store.dataSource, clock);
  private Application application;

  @BeforeEach
  void anApplication() {
    application = store.application();
  }

  @Test
  void removesAllThatIsOfAUserAndNothingElse() {
    UUID one = tied("1", ANN);
    UUID two = tied("2", ANN);
    UUID removed = tied("3", ANN);
    store.mark(removed, Kind.GONE);
    UUID others = tied("4", "ben");
    UUID othersRemoved = tied("5", "ben");
    store.mark(othersRemoved, Kind.GONE);
    UUID nobodys = store.subscribe(application, "6").subscription().id();
    noteMessages(List.of(one, others));

    Erasure erasure = erasures.erase(application.id(), ANN, null, null);

    assertThat(erasure).isEqualTo(new Erasure(erasure.id(), NOON, null, null, 2, 1, 0));
    assertThat(stored()).containsExactlyInAnyOrder(others, nobodys);
    assertThat(store.targets.load(List.of(one, two))).isEmpty();
    assertThat(store.targets.gone(List.of(removed, othersRemoved))).containsExactly(othersRemoved);
    assertThat(notedMessages(List.of(one, others))).containsExactly(others);
  }

  @Test
  void leavesOtherApplicationsAlone() {
    UUID here = tied("1", ANN);
    application = store.application();
    store.claim(application, "n1", "{\"users\": [\"ann-4711\"]}");
    tied("1", ANN);
    String elsewhere = application.id();

    assertThat(erasures.erase(store.application().id(), ANN, null, null).subscriptions()).isZero();
    assertThat(store.load(here)).isNotNull();
    assertThat(erasures.erase(elsewhere, ANN, null, null).subscriptions()).isOne();
    assertThat(store.load(here)).isNotNull();
    assertThat(erasures.newest(elsewhere, 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"users\": [\"ann-4711\"]}",
        "{\"users\": [\"ben\", \"ann-4711\", \"eve\"], \"topics\": [\"news\"]}",
        "{\"all\": true, \"exclude\": {\"users\": [\"ann-4711\"]}}",
        "{\"users\": [\"ann-4711\"], \"exclude\": {\"users\": [\"ann-4711\", \"ben\"]}}",
      })
  void takesTheNameOutOfAudiences(String audience) {
    Audience before = store.claim(application, "n1", audience).audience();
    store.claim(application, "n2", "{\"users\": [\"ann-47110\"], \"topics\": [\"ann-4711\"]}");
    String kept = audience("n2");

    assertThat(erasures.erase(application.id(), ANN, null, null).notifications()).isOne();

    assertThat(audience("n1")).doesNotContain(ANN);
    assertThat(audience("n2")).isEqualTo(kept);
    Audience after = store.notifications.find(application.id(), "n1").orElseThrow().audience();
    assertThat(after.users()).hasSameSizeAs(before.users());
    assertThat(after.topics()).isEqualTo(before.topics());
    assertThat(after.all()).isEqualTo(before.all());
    assertThat(erasures.erase(application.id(), ANN, null, null).notifications()).isZero();
  }

  @Test
  void takesTheNameOutOfMoreAudiencesThanOneBatchHas() {
    store.sql.execute(
        "insert into notification (application_id, id, fingerprint, audience, content, navigate, ttl_seconds,"
            + " urgency, accepted_at, deadline) select ?, 'n' || i, sha256(''), "
            + " jsonb_build_object('users', jsonb_build_array(case when i % 2 = 0 then 'ann-4711'"
            + " else 'ben' end)), '{}', '', 1, 'normal', now(), now() from generate_series(1, 2400) i",
        application.id());

    assertThat(erasures.erase(application.id(), ANN, null, null).notifications()).isEqualTo(1_200);

    assertThat(
            store.sql.fetchCount(
                NOTIFICATION,
                NOTIFICATION
                    .APPLICATION_ID
                    .eq(application.id())
                    .and(NOTIFICATION.AUDIENCE.cast(String.class).contains(ANN))))
        .isZero();
  }

  @Test
  void reachesNobodyByAnErasedName() {
    tied("1", ANN);
    Notification notification = store.claim(application, "n1", "{\"users\": [\"ann-4711\"]}");
    UUID later = store.subscribe(application, "2").subscription().id();
    erasures.erase(application.id(), ANN, null, null);
    store.tie(later, ANN);

    assertThat(
            store.memberIds(
                store.notifications.find(application.id(), notification.id()).orElseThrow()))
        .isEmpty();
  }

  @Test
  void keepsThatItWasDoneButNotOfWhom() {
    UUID key = store.apiKeys.make(application.id(), "k", Set.of(Scope.MANAGE), null).key().id();
    tied("1", ANN);
    Erasure first = erasures.erase(application.id(), ANN, key, null);
    store.apiKeys.revoke(application.id(), key);
    clock.set(NOON.plusSeconds(1));
    Erasure second = erasures.erase(application.id(), ANN, null, "olga");

    assertThat(erasures.newest(application.id(), 10)).containsExactly(second, first);
    assertThat(erasures.newest(application.id(), 1)).containsExactly(second);
    assertThat(first.apiKeyId()).isEqualTo(key);
    assertThat(second.operator()).isEqualTo("olga");
    assertThat(store.sql.selectFrom(ERASURE).fetch().toString()).doesNotContain(ANN);
  }

  @Test
  void findsThoseThatMoveMeanwhile() throws Exception {
    RemovedSubscriptions removed = new RemovedSubscriptions(store.dataSource);
    var all = new RemovedSubscriptions.Filter(application.id(), null, null);
    for (int round = 0; round < 10; round++) {
      int path = round * 100;
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ids.add(tied("s" + (path + i), ANN));
        if (i % 2 == 0) {
          store.mark(ids.get(i), Kind.GONE);
        }
      }
      TestStore.atOnce(
          3,
          part ->
              () ->
                  switch (part) {
                    case 0 -> erasures.erase(application.id(), ANN, null, null);
                    case 1 -> removed.restore(all);
                    default -> store.marks.apply(gone(ids));
                  });

      assertThat(stored()).isEmpty();
      assertThat(store.targets.gone(ids)).isEmpty();
    }
  }

  /** Each as it is when it was restored, or as it was never removed. */
  private static List<SubscriptionMarks.Mark> gone(List<UUID> ids) {
    List<SubscriptionMarks.Mark> marks = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      marks.add(new SubscriptionMarks.Mark(ids.get(i), i % 2 == 0 ? 2 : 1, Kind.GONE));
    }
    return marks;
  }

  private UUID tied(String path, String user) {
    return store
        .subscribe(application, path, TestStore.NO_DETAILS.tiedTo(user))
        .subscription()
        .id();
  }

  private List<UUID> stored() {
    return store
        .sql
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application.id()))
        .fetch(SUBSCRIPTION.ID);
  }

  private void noteMessages(List<UUID> ids) {
    new LatestMessages(store.dataSource)
        .superseded(
            ids.stream()
                .map(id -> new LatestMessages.Collapsible(id, "topic", NOON, "n1", NOON))
                .toList());
  }

  private List<UUID> notedMessages(List<UUID> ids) {
    return store
        .sql
        .selectFrom(LATEST_MESSAGE)
        .where(LATEST_MESSAGE.SUBSCRIPTION_ID.in(ids))
        .fetch(LATEST_MESSAGE.SUBSCRIPTION_ID);
  }

  private String audience(String id) {
    return store
        .sql
        .selectFrom(NOTIFICATION)
        .where(Notifications.isNotification(application.id(), id))
        .fetchSingle()
        .getAudience()
        .data();
  }
}
