package dev.towncrier.worker.deadletter;

import dev.towncrier.contract.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the dead letters that this worker has read, by reason; those that can't be listed too. */
final class DeadLetterMetric implements MeterBinder {
  private final Map<DeadLetterReason, Counter> counters = new ConcurrentHashMap<>();

  void count(DeadLetterReason reason) {
    Counter counter = counters.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counters.put(
          reason,
          Counter.builder("towncrier.dead.letters")
              .description("Dead letters of deliveries, by reason")
              .tag("reason", reason.label())
              .register(registry));
    }
  }
}
