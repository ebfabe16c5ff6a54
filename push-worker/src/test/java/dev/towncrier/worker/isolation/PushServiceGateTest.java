package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PushServiceGateTest {
  private static final int ROOM = 2_000;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final PushServiceGate gate = new PushServiceGate(500, new Random(1));
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");

  @Test
  void letsGoAsManyAsTheWindowHolds() {
    start(Window.FIRST - 1);
    assertThat(admit()).isEqualTo(Admission.Go.GO);
    start(1);
    assertThat(admit()).isEqualTo(Admission.Wait.WAIT);
  }

  @Test
  void keepsRoomForWhatGoesFirst() {
    int rest = Window.FIRST - Window.FIRST / 10;
    start(rest - 1);
    assertThat(gate.admit("shop", UUID.randomUUID(), ROOM, false, now)).isEqualTo(Admission.Go.GO);
    start(1);
    assertThat(gate.admit("shop", UUID.randomUUID(), ROOM, false, now))
        .isEqualTo(Admission.Wait.WAIT);
    assertThat(admit()).isEqualTo(Admission.Go.GO);
  }

  @Test
  void takesNoMoreThanIsLeftToAllOthers() {
    start(100);
    assertThat(gate.admit("shop", UUID.randomUUID(), 101, true, now)).isEqualTo(Admission.Go.GO);
    assertThat(gate.admit("shop", UUID.randomUUID(), 100, true, now))
        .isEqualTo(Admission.Wait.WAIT);
  }

  @Test
  void holdsOnlyTheSubscriptionThatWasToldToWait() {
    UUID told = UUID.randomUUID();
    limit("shop", told, AN_HOUR);

    assertThat(gate.admit("shop", told, ROOM, true, now))
        .isEqualTo(new Admission.Park(now.plus(AN_HOUR), Admission.Cause.RATE_LIMIT));
    assertThat(admit()).isEqualTo(Admission.Go.GO);
  }

  @Test
  void holdsTheApplicationWhenThreeOfItsSubscriptionsWereToldToWait() {
    assertThat(limit("shop", UUID.randomUUID(), AN_HOUR)).isFalse();
    assertThat(limit("shop", UUID.randomUUID(), AN_HOUR)).isFalse();
    assertThat(limit("shop", UUID.randomUUID(), AN_HOUR)).isTrue();

    assertThat(admit())
        .isInstanceOfSatisfying(
            Admission.Park.class, park -> assertThat(park.until()).isAfter(now.plus(AN_HOUR)));
    assertThat(gate.admit("blog", UUID.randomUUID(), ROOM, true, now)).isEqualTo(Admission.Go.GO);
  }

  @Test
  void doesNotHoldTheApplicationForOneSubscriptionToldThreeTimes() {
    UUID told = UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      assertThat(limit("shop", told, AN_HOUR)).isFalse();
    }
  }

  @Test
  void letsTheApplicationGoWhenItsHoldIsOver() {
    gate.hold("shop", now.plus(AN_HOUR));
    now = now.plus(AN_HOUR);
    assertThat(admit()).isEqualTo(Admission.Go.GO);
    assertThat(gate.holds()).isEmpty();
  }

  @Test
  void sendsAwayAllButATryWhileThePushServiceOnlyFails() {
    start(Breaker.FAILURES);
    for (int i = 0; i < Breaker.FAILURES; i++) {
      gate.failed("503", now);
    }
    assertThat(admit())
        .isInstanceOfSatisfying(
            Admission.Park.class,
            park -> assertThat(park.cause()).isEqualTo(Admission.Cause.BREAKER));

    now = now.plusSeconds(5);
    assertThat(admit()).isEqualTo(Admission.Go.GO);
    start(1);
    gate.answered(Duration.ofMillis(20), now);
    assertThat(admit()).isEqualTo(Admission.Go.GO);
  }

  @Test
  void spreadsThoseThatItSendsAway() {
    gate.hold("shop", now.plus(AN_HOUR));
    Instant first = ((Admission.Park) admit()).until();
    Instant second = ((Admission.Park) admit()).until();
    assertThat(second).isAfter(first);
  }

  @Test
  void letsWaitWhatComesOnSoon() {
    start(10);
    assertThat(gate.insteadOfWaiting(1_000, A_SECOND, now)).isNull();
  }

  @Test
  void sendsAwayWhatWouldWaitForAPushServiceThatDoesNotAnswer() {
    start(10);
    now = now.plusSeconds(4);
    assertThat(gate.insteadOfWaiting(0, A_SECOND, now)).isAfter(now);
  }

  @Test
  void sendsAwayWhatWouldWaitLongForASlowOne() {
    for (int i = 0; i < 10_000; i++) {
      start(1);
      gate.answered(Duration.ofSeconds(5), now); // the window of 256 makes 51 a second
    }
    assertThat(gate.insteadOfWaiting(10, A_SECOND, now)).isNull();
    assertThat(gate.insteadOfWaiting(100, A_SECOND, now)).isAfter(now);
    assertThat(gate.insteadOfWaiting(100, A_SECOND.multipliedBy(10), now)).isNull();
    assertThat(gate.insteadOfWaiting(1_000, A_SECOND.multipliedBy(10), now)).isAfter(now);
  }

  private Admission admit() {
    return gate.admit("shop", UUID.randomUUID(), ROOM, true, now);
  }

  private void start(int times) {
    for (int i = 0; i < times; i++) {
      gate.started(now);
    }
  }

  private boolean limit(String application, UUID subscription, Duration wait) {
    start(1);
    return gate.limited(application, subscription, wait, Duration.ofMillis(20), now);
  }
}
