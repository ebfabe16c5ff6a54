package dev.towncrier.benchmarks.deliver;

/**
 * What a message costs.
 *
 * @param workerMicros CPU time of the worker's process, in microseconds
 * @param brokerMicros the same of the broker's
 * @param sinkMicros the same of the sink's
 * @param perSecond messages a second
 * @param peakMemory of the worker, in bytes; 0 where the system doesn't tell
 */
record CpuResult(
    double workerMicros,
    double brokerMicros,
    double sinkMicros,
    double perSecond,
    long peakMemory) {}
