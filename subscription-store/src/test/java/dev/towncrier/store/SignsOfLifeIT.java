package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignsOfLifeIT {
  private static final TestStore store = new TestStore();
  private static final Instant MORNING = Instant.parse("2026-12-01T00:30:00Z");

  private final SettableClock clock = new SettableClock(MORNING);
  private final Subscriptions subscriptions =
      new Subscriptions(store.dataSource, store.sealer, clock);
  private final Application application = store.application();
  private UUID id;
  private AccessToken token;

  @BeforeEach
  void aSubscription() {
    var stored = (SubscribeResult.Stored) subscribe();
    id = stored.subscription().id();
    token = stored.token();
  }

  private SubscribeResult subscribe() {
    return subscriptions.subscribe(
        application.id(), target("1"), application.currentKeyId(), NO_DETAILS);
  }

  @Test
  void isSeenWhenItSubscribes() {
    assertThat(column("last_seen_on")).isEqualTo("2026-12-01");
    later(Duration.ofDays(1));
    subscribe();
    assertThat(column("last_seen_on")).isEqualTo("2026-12-02");
  }

  @Test
  void isSeenByWhateverItsVisitorAsks() {
    List<Consumer<UUID>> requests =
        List.of(
            one -> subscriptions.find(application.id(), one, token),
            one ->
                subscriptions.update(application.id(), one, token, Precondition.NONE, NO_DETAILS),
            one ->
                subscriptions.replace(
                    application.id(),
                    one,
                    token,
                    Precondition.NONE,
                    target("1"),
                    application.currentKeyId(),
                    NO_DETAILS));
    for (Consumer<UUID> request : requests) {
      later(Duration.ofDays(1));
      request.accept(id);
      assertThat(column("last_seen_on")).isEqualTo(clock.instant().toString().substring(0, 10));
    }
  }

  @Test
  void isWrittenOnceADayWhereItIsOnlyRead() {
    String subscribed = column("xmin");
    subscriptions.find(application.id(), id, token);
    later(Duration.ofHours(23));
    subscriptions.find(application.id(), id, token);
    assertThat(column("xmin")).isEqualTo(subscribed);

    later(Duration.ofHours(1));
    subscriptions.find(application.id(), id, token);
    String nextDay = column("xmin");
    subscriptions.find(application.id(), id, token);

    assertThat(nextDay).isNotEqualTo(subscribed);
    assertThat(column("xmin")).isEqualTo(nextDay);
    assertThat(column("version")).isEqualTo("1");
  }

  @Test
  void isNotSeenByAStranger() {
    later(Duration.ofDays(1));

    subscriptions.find(application.id(), id, AccessToken.random());

    assertThat(column("last_seen_on")).isEqualTo("2026-12-01");
  }

  @Test
  void isWrittenOnceInFourWeeksForWhatItsPushServiceTakes() {
    SubscriptionMarks marks = new SubscriptionMarks(store.dataSource, clock);
    List<Mark> accepted = List.of(new Mark(id, 1, Kind.ACCEPTED));

    assertThat(marks.apply(accepted)).isOne();
    assertThat(column("last_accepted_on")).isEqualTo("2026-12-01");
    later(Duration.ofDays(27));
    assertThat(marks.apply(accepted)).isZero();
    later(Duration.ofDays(1));
    assertThat(marks.apply(accepted)).isOne();

    assertThat(column("last_accepted_on")).isEqualTo("2026-12-29");
    assertThat(column("version")).isEqualTo("1");
  }

  @Test
  void tellsDeliveriesWhetherItIsToBeNoted() {
    assertThat(store.load(id).acceptedLately()).isFalse();
    acceptedDaysAgo(27);
    assertThat(store.load(id).acceptedLately()).isTrue();
    acceptedDaysAgo(28);
    assertThat(store.load(id))
        .returns(true, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::acceptedLately);
    store.mark(id, Kind.ACCEPTED);
    assertThat(store.load(id).acceptedLately()).isTrue();
  }

  @Test
  void costsNoIndexAnything() {
    assertThat(
            store.sql.fetch(
                """
                select indexdef from pg_indexes where tablename = 'subscription'
                   and (indexdef like '%last_seen_on%' or indexdef like '%last_accepted_on%')\
                """))
        .isEmpty();
  }

  private void acceptedDaysAgo(int days) {
    store.sql.execute(
        "update subscription set accepted = true,"
            + " last_accepted_on = (now() at time zone 'utc')::date - "
            + days
            + " where id = ?",
        id);
  }

  private void later(Duration duration) {
    clock.set(clock.instant().plus(duration));
  }

  private String column(String name) {
    return store
        .sql
        .fetchOne("select " + name + "::text from subscription where id = ?", id)
        .get(0, String.class);
  }
}
