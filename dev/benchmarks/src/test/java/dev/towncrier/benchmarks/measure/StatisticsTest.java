package dev.towncrier.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
  }

  @Test
  void oneOutlierLeavesTheMedianWhereItWas() {
    assertThat(Statistics.median(List.of(2.0, 2.0, 1_000.0))).isEqualTo(2.0);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void driftCountsUpAndDownAlike() {
    assertThat(Statistics.drift(100, 111)).isCloseTo(0.11, within(1e-9));
    assertThat(Statistics.drift(100, 89)).isCloseTo(0.11, within(1e-9));
    assertThat(Statistics.drift(100, 100)).isZero();
  }

  @Test
  void nothingDriftsFromZero() {
    assertThatThrownBy(() -> Statistics.drift(0, 1)).hasMessage("Not above 0: 0.0");
  }
}
