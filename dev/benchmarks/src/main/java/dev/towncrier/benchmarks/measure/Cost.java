package dev.towncrier.benchmarks.measure;

import java.util.OptionalLong;

/**
 * What an operation took.
 *
 * @param times how often it was done, at least 1
 * @param cpuNanos CPU time of all times together, in nanoseconds
 * @param allocatedBytes heap of all times together, absent if it wasn't measured
 */
public record Cost(int times, long cpuNanos, OptionalLong allocatedBytes) {

  /** Checks the number of times. */
  public Cost {
    if (times < 1) {
      throw new IllegalArgumentException("Done less than once: " + times);
    }
  }

  /** CPU time of one, in microseconds. */
  public double micros() {
    return cpuNanos / 1_000.0 / times;
  }
}
