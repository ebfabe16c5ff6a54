package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.encrypt.Limit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a run found; what was not asked for is absent.
 *
 * @param peers CPU time of a message in microseconds, by library
 * @param quick whether it was a try-out
 */
record DeliverResult(
    Optional<Limit> limit,
    Optional<CpuResult> cpu,
    Map<String, Double> peers,
    Optional<LatencyResult> latency,
    Optional<StalledResult> stalled,
    Optional<BacklogResult> backlog,
    boolean quick) {

  /** Whether the limit moved too far for a comparison. */
  boolean isVoid() {
    return limit.map(Limit::isVoid).orElse(false);
  }

  /** How many times the limit a message costs. */
  Optional<Double> ratio() {
    return limit.flatMap(found -> cpu.map(result -> result.workerMicros() / found.micros()));
  }

  /** The most memory that a worker had resident, in bytes; 0 if it isn't known. */
  long peakMemory() {
    return LongStream.of(
            cpu.map(CpuResult::peakMemory).orElse(0L),
            latency.map(LatencyResult::peakMemory).orElse(0L),
            stalled.map(StalledResult::peakMemory).orElse(0L),
            backlog.map(BacklogResult::peakMemory).orElse(0L))
        .max()
        .orElse(0);
  }
}
