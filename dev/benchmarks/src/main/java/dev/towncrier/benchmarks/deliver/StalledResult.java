package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Latencies;

/**
 * From publishing to receipt at a push service that answers, which gets half of the traffic.
 *
 * @param answering while the other half goes to one that answers too
 * @param stalled while it goes to one that never does
 * @param peakMemory of the worker, in bytes; 0 where the system doesn't tell
 */
record StalledResult(Latencies answering, Latencies stalled, long peakMemory) {

  /** How many times its 99th percentile. */
  double ratio() {
    return stalled.p99() / answering.p99();
  }
}
