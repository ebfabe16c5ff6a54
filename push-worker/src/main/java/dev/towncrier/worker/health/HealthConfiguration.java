package dev.towncrier.worker.health;

import dev.towncrier.worker.delivery.DeliveryLoop;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  HealthPages healthPages(
      DataSource dataSource,
      KafkaAdmin kafkaAdmin,
      HealthIndicator schema,
      HealthIndicator keys,
      ObjectProvider<DeliveryLoop> deliveries) {
    return new HealthPages(
        Map.of(
            "db",
            new DataSourceHealthIndicator(dataSource),
            "kafka",
            new KafkaHealth(kafkaAdmin),
            "schema",
            schema,
            "keys",
            keys,
            "delivery",
            of(deliveries, DeliveryLoop::isAlive),
            "joined",
            of(deliveries, DeliveryLoop::hasJoined)));
  }

  /** Up as well in a worker that delivers nothing, and so has no loop. */
  private static HealthIndicator of(
      ObjectProvider<DeliveryLoop> deliveries, Predicate<DeliveryLoop> up) {
    return () -> deliveries.stream().allMatch(up) ? Health.up().build() : Health.down().build();
  }
}
