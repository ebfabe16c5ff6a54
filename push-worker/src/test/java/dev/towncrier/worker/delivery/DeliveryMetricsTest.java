package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.isolation.PushServiceGate;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {
  private static final String WINDOW =
      "towncrier_push_service_window{push_service=\"https://push.example\",worker=\"w1\"} ";

  private final PrometheusMeterRegistry shown =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DeliveryMetrics metrics = new DeliveryMetrics(composite(shown), "w1");
  private final Map<String, ServiceQueue> services =
      Map.of("https://push.example", new ServiceQueue(new PushServiceGate(1_000, new Random(1))));

  @Test
  void showsAPushServiceAsLongAsThereIsOne() {
    metrics.services(services, Instant.EPOCH);
    assertThat(shown.scrape()).contains(WINDOW);

    metrics.services(Map.of(), Instant.EPOCH);
    assertThat(shown.scrape()).doesNotContain(WINDOW);

    metrics.services(services, Instant.EPOCH);
    assertThat(shown.scrape()).contains(WINDOW);
  }

  @Test
  void showsEveryReasonOfDeadLettersBeforeThereIsOne() {
    assertThat(shown.scrape())
        .contains("towncrier_delivery_dead_lettered_total{reason=\"vapid-rejected\"} 0.0");
  }

  @Test
  void canBeReadAtAnyMoment() throws InterruptedException {
    metrics.services(services, Instant.EPOCH);
    AtomicBoolean ended = new AtomicBoolean();
    Thread loop =
        Thread.ofPlatform()
            .start(() -> {
              while (!ended.get()) {
                metrics.services(services, Instant.EPOCH);
              }
            });
    try {
      for (int i = 0; i < 2_000; i++) {
        assertThat(shown.scrape()).contains(WINDOW);
      }
    } finally {
      ended.set(true);
      loop.join();
    }
  }

  /** Meters are made in the process's registry, which shows them in others. */
  private static CompositeMeterRegistry composite(PrometheusMeterRegistry shown) {
    CompositeMeterRegistry registry = new CompositeMeterRegistry();
    registry.add(shown);
    return registry;
  }
}
