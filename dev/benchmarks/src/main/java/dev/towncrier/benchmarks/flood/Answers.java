package dev.towncrier.benchmarks.flood;

import dev.towncrier.benchmarks.load.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * What became of a caller's requests.
 *
 * @param latencies each from when it was due
 * @param subscribed share of them that were answered with 201, 0 to 1
 * @param refused share of them that were answered with 429, 0 to 1
 * @param failed share of them that had no answer, since the connection was closed, 0 to 1
 * @param failure why one of them had no answer; null if all had one
 */
record Answers(
    Latencies latencies,
    double subscribed,
    double refused,
    double failed,
    @Nullable Throwable failure) {

  /**
   * These, if each has an answer.
   *
   * @throws IllegalStateException if not, with the reason
   */
  Answers all() {
    if (failure != null) {
      throw new IllegalStateException(
          "%.1f %% of the requests of an address that stays within its limits had no answer"
              .formatted(100 * failed),
          failure);
    }
    return this;
  }
}
