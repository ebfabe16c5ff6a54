package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.towncrier.store.RemovedSubscriptions.Counts;
import dev.towncrier.store.RemovedSubscriptions.Filter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetirementIT {
  private static final int BATCH = 3;
  private static final int DAYS = 100;
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(TestStore.CLOCK.instant());
  private final Application application = store.application();
  private final Retirement retirement = retirement(Duration.ofDays(DAYS));

  private Retirement retirement(Duration after) {
    return new Retirement(store.dataSource, new RetirementSettings(after), clock, BATCH);
  }

  /** A subscription that was seen, and accepted if that is not null, so many days ago. */
  private UUID subscription(String path, int seen, Integer accepted) {
    UUID id = store.subscribe(application, path).subscription().id();
    store.sql.execute(
        "update subscription set last_seen_on = (now() at time zone 'utc')::date - ?::int,"
            + " last_accepted_on = (now() at time zone 'utc')::date - ?::int where id = ?",
        seen,
        accepted,
        id);
    return id;
  }

  private boolean isThere(UUID id) {
    return store.load(id) != null;
  }

  @Test
  void retiresNothingUnlessItIsToldTo() {
    UUID id = subscription("1", 5_000, null);

    assertThat(retirement(null).retire()).isZero();

    assertThat(isThere(id)).isTrue();
    assertThat(retirement(null).soon()).isEmpty();
  }

  @Test
  void retiresWhatWasNeitherSeenNorAcceptedForWholeDays() {
    UUID seen = subscription("1", DAYS, null);
    UUID unseen = subscription("2", DAYS + 1, null);
    UUID accepted = subscription("3", DAYS + 1, DAYS + 27);
    UUID unaccepted = subscription("4", DAYS + 1, DAYS + 28);
    UUID seenAlone = subscription("5", 3, DAYS + 300);

    assertThat(retirement.retire()).isEqualTo(2);

    assertThat(List.of(seen, accepted, seenAlone)).allMatch(this::isThere);
    assertThat(List.of(unseen, unaccepted)).noneMatch(this::isThere);
    assertThat(store.targets.gone(List.of(seen, unseen, accepted, unaccepted)))
        .containsExactlyInAnyOrder(unseen, unaccepted);
  }

  @Test
  void countsWhatRetiresWithinTwoWeeks() {
    assertThat(retirement.soon()).isEmpty();
    for (int i = 0; i < BATCH; i++) {
      subscription("due" + i, DAYS + 1, null);
      subscription("soon" + i, DAYS + 1 - 14, null);
      subscription("later" + i, DAYS + 1 - 15, null);
      subscription("accepted" + i, DAYS, 0);
    }

    assertThat(retirement.retire()).isEqualTo(BATCH);
    assertThat(retirement.soon()).isEqualTo(OptionalLong.of(BATCH));
    clock.set(clock.instant().plus(Duration.ofDays(14)));
    assertThat(retirement.retire()).isEqualTo(BATCH);
    assertThat(retirement.soon()).isEqualTo(OptionalLong.of(BATCH));
  }

  @Test
  void looksAtAllOnceADay() {
    assertThat(retirement.retire()).isZero();
    subscription("1", DAYS + 1, null);

    clock.set(clock.instant().plus(HOUR.multipliedBy(22)));
    assertThat(retirement.retire()).isZero();
    clock.set(clock.instant().plus(HOUR));
    assertThat(retirement.retire()).isOne();
  }

  @Test
  void goesOnWhereItWasBrokenOff() {
    subscription("1", DAYS + 1, null);
    UUID second = subscription("2", DAYS + 1, null);
    store.sql.execute(
        "update retirement set begun_at = now(), soon = 5,"
            + " looked_up_to = (select id from subscription order by id limit 1)");

    assertThat(retirement.retire()).isOne();

    assertThat(isThere(second)).isFalse();
    assertThat(retirement.soon()).isEqualTo(OptionalLong.of(5));
  }

  @Test
  void isSharedByThoseWhoSweepAtOnce() throws Exception {
    int count = 7 * BATCH;
    for (int i = 0; i < count; i++) {
      subscription("s" + i, DAYS + 1, null);
    }

    List<Long> retired = TestStore.atOnce(3, _ -> () -> retirement(Duration.ofDays(DAYS)).retire());

    assertThat(retired.stream().mapToLong(Long::longValue).sum()).isEqualTo(count);
  }

  @Test
  void retiresNotAgainWhatWasBroughtBack() {
    UUID id = subscription("1", DAYS + 1, null);
    retirement.retire();

    var removed = new RemovedSubscriptions(store.dataSource);
    assertThat(removed.restore(new Filter(application.id(), null, null)))
        .isEqualTo(new Counts(1, 0));
    clock.set(clock.instant().plus(Duration.ofDays(1)));

    assertThat(retirement.retire()).isZero();
    assertThat(isThere(id)).isTrue();
  }

  @Test
  void takesNoTimeThatIsAMistake() {
    for (Duration mistake : List.of(Duration.ZERO, Duration.ofDays(29), Duration.ofDays(3_651))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RetirementSettings(mistake))
          .withMessageContaining("towncrier.retire-after");
    }
  }
}
