package dev.towncrier.worker.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;

/** How large audiences go on in this worker. */
final class FanoutMetrics {
  private final Counter requested;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();

  /**
   * @param worker its id, which keeps its series from those of others in the same process
   */
  FanoutMetrics(MeterRegistry registry, String worker) {
    requested =
        Counter.builder("towncrier.fanout.requested")
            .description("Deliveries requested in steps")
            .register(registry);
    Tags tags = Tags.of("worker", worker);
    Gauge.builder("towncrier.fanout.steps.waiting", waiting, AtomicLong::get)
        .description("Steps that were read and are not made yet")
        .tags(tags)
        .register(registry);
    Gauge.builder("towncrier.fanout.lag", lag, AtomicLong::get)
        .description("Deliveries requested on the bulk topic and not finished, as last seen")
        .tags(tags)
        .register(registry);
  }

  void requested(int deliveries) {
    requested.increment(deliveries);
  }

  void waiting(int steps) {
    waiting.set(steps);
  }

  void lag(long deliveries) {
    lag.set(deliveries);
  }
}
