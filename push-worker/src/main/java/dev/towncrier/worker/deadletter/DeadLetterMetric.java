package dev.towncrier.worker.deadletter;

import static java.util.Objects.requireNonNull;

import dev.towncrier.contract.DeadLetterReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the dead letters that this worker has read, by reason; those that can't be listed too. */
final class DeadLetterMetric implements MeterBinder {
  private final Map<DeadLetterReason, LongAdder> counts = new EnumMap<>(DeadLetterReason.class);

  DeadLetterMetric() {
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void count(DeadLetterReason reason) {
    requireNonNull(counts.get(reason)).increment();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counts.forEach((reason, count) ->
        FunctionCounter.builder("towncrier.dead.letters", count, LongAdder::sum)
            .description("Dead letters of deliveries, by reason")
            .tag("reason", reason.label())
            .register(registry));
  }
}
