package dev.towncrier.worker.delivery;

import dev.towncrier.crypto.backend.CryptoBackend;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows which library encrypts: a gauge that is 1, tagged with the library's name. */
record CryptoBackendMetric(CryptoBackend backend) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("towncrier.crypto.backend", () -> 1)
        .description("The library that encrypts messages, by its name")
        .tag("name", backend.name())
        .register(registry);
  }
}
