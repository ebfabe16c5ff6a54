package dev.towncrier.worker.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.core.KafkaAdmin;

/** Up while a broker answers. */
final class KafkaHealth extends AbstractHealthIndicator {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, Object> configuration;

  KafkaHealth(KafkaAdmin kafkaAdmin) {
    super("No broker answers");
    configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
    configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    // A client of its own each time, as it can't be made while the broker's name does not resolve.
    try (Admin admin = Admin.create(configuration)) {
      admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      health.up();
    }
  }
}
