package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int LARGEST = 1_000;
  private final Window window = new Window(LARGEST);

  @Test
  void growsToItsLargestWhileAnswersComeAsUsual() {
    answer(Duration.ofMillis(20), 50_000);
    assertThat(window.limit()).isEqualTo(LARGEST);
  }

  @Test
  void staysAsItIsWhileItIsNotUsed() {
    for (int i = 0; i < 10_000; i++) {
      window.answered(Duration.ofMillis(20), 1);
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
  void growsAgainWhenSlowHasBecomeUsual() {
    answer(Duration.ofMillis(20), 50_000);
    answer(Duration.ofMillis(500), 200_000);
    assertThat(window.limit()).isEqualTo(LARGEST);
  }

  @Test
  void shrinksToItsSmallestWhenNothingIsAnswered() {
    for (int i = 0; i < 1_000; i++) {
      window.failed(window.limit());
    }
    assertThat(window.limit()).isEqualTo(Window.SMALLEST);
  }

  @Test
  void neverExceedsASmallLargest() {
    Window small = new Window(3);
    assertThat(small.limit()).isEqualTo(3);
    for (int i = 0; i < 100; i++) {
      small.failed(3);
    }
    assertThat(small.limit()).isEqualTo(3);
  }

  @Test
  void tellsAtWhichRateAnswersComeWhenItIsUsed() {
    assertThat(window.rate()).isInfinite();
    answer(Duration.ofMillis(100), 50_000);
    assertThat(window.rate()).isEqualTo(10_000);
  }

  private void answer(Duration latency, int times) {
    for (int i = 0; i < times; i++) {
      window.answered(latency, window.limit());
    }
  }
}
