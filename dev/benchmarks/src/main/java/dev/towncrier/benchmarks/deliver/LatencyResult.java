package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Latencies;

/**
 * From publishing to receipt.
 *
 * @param towncrier to the push service
 * @param echo to the reader of the last topic of a bare echo
 * @param peakMemory of the worker, in bytes; 0 where the system doesn't tell
 */
record LatencyResult(Latencies towncrier, Latencies echo, long peakMemory) {}
