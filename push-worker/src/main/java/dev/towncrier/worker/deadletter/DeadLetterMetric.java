package dev.towncrier.worker.deadletter;

import static java.util.Objects.requireNonNull;

import dev.towncrier.contract.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts the dead letters that this worker has read, by reason; those that can't be listed too. */
final class DeadLetterMetric {
  private final Map<DeadLetterReason, Counter> counters = new EnumMap<>(DeadLetterReason.class);

  DeadLetterMetric(MeterRegistry registry) {
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counters.put(
          reason,
          Counter.builder("towncrier.dead.letters")
              .description("Dead letters of deliveries, by reason")
              .tag("reason", reason.label())
              .register(registry));
    }
  }

  void count(DeadLetterReason reason) {
    requireNonNull(counters.get(reason)).increment();
  }
}
