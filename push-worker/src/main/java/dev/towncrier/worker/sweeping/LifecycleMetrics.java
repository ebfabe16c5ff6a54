package dev.towncrier.worker.sweeping;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;

/** Shows how subscriptions end by themselves. */
final class LifecycleMetrics {
  private final Counter expired;
  private final Counter retired;
  private volatile double retiringSoon = Double.NaN;

  LifecycleMetrics(MeterRegistry registry, String worker) {
    expired =
        Counter.builder("towncrier.subscriptions.expired")
            .description("Subscriptions that this worker removed when their time was past")
            .register(registry);
    retired =
        Counter.builder("towncrier.subscriptions.retired")
            .description("Subscriptions that this worker removed, neither accepted nor seen")
            .register(registry);
    Gauge.builder("towncrier.subscriptions.retiring.soon", () -> retiringSoon)
        .description("Subscriptions that retire within 14 days, unless accepted or seen")
        .tag("worker", worker)
        .register(registry);
  }

  void expired(long count) {
    expired.increment((double) count);
  }

  /**
   * Tells of a pass.
   *
   * @param soon how many follow; empty where it is not known, or none ever does
   */
  void retired(long count, OptionalLong soon) {
    retired.increment((double) count);
    retiringSoon = soon.isPresent() ? soon.getAsLong() : Double.NaN;
  }
}
