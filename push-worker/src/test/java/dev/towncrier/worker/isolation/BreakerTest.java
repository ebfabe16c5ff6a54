package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Breaker breaker = new Breaker(new Random(1));
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");

  @Test
  void opensAfterTenFailuresInARow() {
    fail(9);
    assertThat(breaker.mayPass(now)).isTrue();

    fail(1);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.mayPass(now)).isFalse();
    assertThat(breaker.probeAt()).isBetween(now.plusMillis(2_500), now.plusSeconds(5));
  }

  @Test
  void startsCountingAnewAfterASuccess() {
    fail(9);
    breaker.succeeded();
    fail(9);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void letsOneRequestTryAtATime() {
    fail(10);
    now = breaker.probeAt();
    assertThat(breaker.mayPass(now)).isTrue();

    breaker.passed();

    assertThat(breaker.mayPass(now)).isFalse();
  }

  @Test
  void letsAnotherTryIfTheOneWasNotSent() {
    fail(10);
    now = breaker.probeAt();
    breaker.passed();
    breaker.withdrawn();
    assertThat(breaker.mayPass(now)).isTrue();
  }

  @Test
  void closesWhenTheTryIsAnswered() {
    fail(10);
    now = breaker.probeAt();
    breaker.passed();
    breaker.succeeded();
    assertThat(breaker.mayPass(now)).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void waitsTwiceAsLongAfterEachTryAndAMinuteAtMost() {
    fail(10);
    for (Duration pause :
        new Duration[] {
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60)
        }) {
      now = breaker.probeAt();
      breaker.passed();
      breaker.failed("503", now);
      assertThat(breaker.probeAt()).isBetween(now.plus(pause.dividedBy(2)), now.plus(pause));
    }
  }

  @Test
  void takesLateFailuresOfEarlierRequestsForNothingNew() {
    fail(10);
    Instant probeAt = breaker.probeAt();
    now = now.plusSeconds(1);
    fail(500);
    assertThat(breaker.probeAt()).isEqualTo(probeAt);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed("503", now);
    }
  }

  @Test
  void saysSinceWhenItIsOpenAndWhatFailedLast() {
    Instant opened = now;
    fail(10);
    now = breaker.probeAt();
    breaker.passed();
    breaker.failed("no answer", now);

    assertThat(breaker.since()).isEqualTo(opened);
    assertThat(breaker.failure()).isEqualTo("no answer");
  }
}
