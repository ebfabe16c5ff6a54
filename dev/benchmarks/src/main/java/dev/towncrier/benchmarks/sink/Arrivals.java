package dev.towncrier.benchmarks.sink;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When requests came: the first to each endpoint since the last reset. Thread-safe. */
final class Arrivals {

  /** Endpoints are numbered below this. */
  static final int ENDPOINTS = 1 << 20;

  private static final long NEVER = 0;

  private final AtomicLongArray first = new AtomicLongArray(ENDPOINTS);
  private final AtomicLong total = new AtomicLong();

  /**
   * A request has come whole.
   *
   * @param endpoint its number; -1 if it has none
   * @param nanoTime {@link System#nanoTime}, which all processes of a machine share
   */
  void add(int endpoint, long nanoTime) {
    total.incrementAndGet();
    if (endpoint >= 0) {
      first.compareAndSet(endpoint, NEVER, nanoTime);
    }
  }

  /** Requests since the start. */
  long total() {
    return total.get();
  }

  /** Forgets the times. */
  void reset() {
    for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
      first.lazySet(endpoint, NEVER);
    }
  }

  /** The time of the first request to any endpoint of a range of numbers; 0 for none. */
  long first(int from, int to) {
    long earliest = NEVER;
    for (int endpoint = from; endpoint < to; endpoint++) {
      long time = first.get(endpoint);
      if (time != NEVER && (earliest == NEVER || time - earliest < 0)) {
        earliest = time;
      }
    }
    return earliest;
  }

  /** The time of the first request to an endpoint; 0 for none. */
  long first(int endpoint) {
    return first.get(endpoint);
  }
}
