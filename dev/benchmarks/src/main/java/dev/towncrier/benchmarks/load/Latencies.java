package dev.towncrier.benchmarks.load;

import dev.towncrier.benchmarks.measure.Statistics;
import java.util.Arrays;
import java.util.List;

/**
 * Percentiles of some latencies.
 *
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 */
public record Latencies(double p50, double p99) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Works them out by the nearest rank.
   *
   * @param nanos at least one
   */
  public static Latencies of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(percentile(sorted, 0.50), percentile(sorted, 0.99));
  }

  private static double percentile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }

  /** Each percentile's median over some rounds. */
  public static Latencies median(List<Latencies> rounds) {
    return new Latencies(
        Statistics.median(rounds.stream().map(Latencies::p50).toList()),
        Statistics.median(rounds.stream().map(Latencies::p99).toList()));
  }
}
