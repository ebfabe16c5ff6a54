package dev.towncrier.api.receipts;

import dev.towncrier.store.Receipts.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts receipts by what became of them. */
@Component
class ReceiptMetric {
  private final Map<Fate, Counter> counters = new EnumMap<>(Fate.class);

  ReceiptMetric(MeterRegistry registry) {
    for (Fate fate : Fate.values()) {
      counters.put(
          fate,
          Counter.builder("towncrier.receipts")
              .description("Receipts, by what became of them")
              .tag("fate", fate.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void count(Map<Fate, Integer> fates) {
    counters.forEach((fate, counter) -> counter.increment(fates.getOrDefault(fate, 0)));
  }
}
