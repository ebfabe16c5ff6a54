package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int LARGEST = 1_000;
  private final Window window = new Window(LARGEST);
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");

  @Test
  void growsToItsLargestWhileAnswersComeAsUsual() {
    answer(Duration.ofMillis(20), 50_000);
    assertThat(window.limit()).isEqualTo(LARGEST);
  }

  @Test
  void staysAsItIsWhileItIsNotUsed() {
    for (int i = 0; i < 10_000; i++) {
      window.answered(Duration.ofMillis(20), 1, now);
    }
    assertThat(window.limit()).isEqualTo(Window.FIRST);
  }

  @Test
  void shrinksWhenAnswersBecomeMuchSlower() {
    answer(Duration.ofMillis(20), 50_000);
    answer(Duration.ofMillis(500), 3_000);
    assertThat(window.limit()).isLessThan(LARGEST / 2);
  }

  @Test
  void doesNotShrinkForWhatIsFastAnyhow() {
    answer(Duration.ofMillis(1), 50_000);
    answer(Duration.ofMillis(9), 50_000);
    assertThat(window.limit()).isEqualTo(LARGEST);
  }

  @Test
  void keepsSomeRoomForWhatGoesFirst() {
    assertThat(window.limitOfTheRest()).isEqualTo(Window.FIRST - Window.FIRST / 10);
    assertThat(new Window(2).limitOfTheRest()).isOne();
    assertThat(new Window(1).limitOfTheRest()).isOne();
  }

  @Test
  void growsAgainWhenSlowHasBecomeUsual() {
    answer(Duration.ofMillis(20), 50_000);
    answer(Duration.ofMillis(500), 200_000);
    assertThat(window.limit()).isEqualTo(LARGEST);
  }

  @Test
  void shrinksToItsSmallestWhenNothingIsAnswered() {
    for (int i = 0; i < 1_000; i++) {
      window.failed(window.limit(), now);
    }
    assertThat(window.limit()).isEqualTo(Window.SMALLEST);
  }

  @Test
  void neverExceedsASmallLargest() {
    Window small = new Window(3);
    assertThat(small.limit()).isEqualTo(3);
    for (int i = 0; i < 100; i++) {
      small.failed(3, now);
    }
    assertThat(small.limit()).isEqualTo(3);
  }

  @Test
  void tellsAtWhichRateAnswersComeWhenItIsUsed() {
    assertThat(window.rate()).isInfinite();
    answer(Duration.ofMillis(100), 50_000);
    assertThat(window.rate()).isEqualTo(10_000);
  }

  /** So many answers, as fast as a full window brings them. */
  private void answer(Duration latency, int times) {
    for (int i = 0; i < times; i++) {
      now = now.plus(latency.dividedBy(window.limit()));
      window.answered(latency, window.limit(), now);
    }
  }
}
