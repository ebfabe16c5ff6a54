package dev.towncrier.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void aSampleCountsByWhatOneOfItCost() {
    Samples samples = samples(cost(10, 100_000, 50), cost(1, 20_000, 7), cost(2, 60_000, 20));
    assertThat(samples.micros()).isEqualTo(20);
    assertThat(samples.allocatedBytes()).hasValue(7);
  }

  @Test
  void samplesOfTwoTimesAreTakenTogether() {
    Samples before = samples(cost(1, 1_000, 0));
    Samples after = samples(cost(1, 3_000, 0), cost(1, 5_000, 0));
    assertThat(before.and(after).micros()).isEqualTo(3);
  }

  @Test
  void anotherProcessTellsNothingOfItsHeap() {
    assertThat(samples(new Cost(1, 1_000, OptionalLong.empty())).allocatedBytes()).isEmpty();
  }

  private static Samples samples(Cost... costs) {
    return new Samples(List.of(costs));
  }

  private static Cost cost(int times, long cpuNanos, long bytes) {
    return new Cost(times, cpuNanos, OptionalLong.of(bytes));
  }
}
