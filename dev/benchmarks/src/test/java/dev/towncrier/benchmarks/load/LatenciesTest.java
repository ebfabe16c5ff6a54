package dev.towncrier.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreThoseOfTheNearestRank() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).toArray();
    assertThat(Latencies.of(hundred)).isEqualTo(new Latencies(50, 99));
    assertThat(Latencies.of(new long[] {3_000_000})).isEqualTo(new Latencies(3, 3));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    assertThat(Latencies.of(new long[] {9_000_000, 1_000_000, 2_000_000}).p50()).isEqualTo(2);
  }

  @Test
  void roundsCountByTheirMedians() {
    assertThat(
            Latencies.median(
                List.of(new Latencies(1, 50), new Latencies(2, 900), new Latencies(3, 60))))
        .isEqualTo(new Latencies(2, 60));
  }
}
