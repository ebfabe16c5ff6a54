package dev.towncrier.api.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Up while a broker answers. */
@Component("kafka")
class KafkaHealth implements HealthIndicator, DisposableBean {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, Object> configuration;
  private @Nullable Admin admin;

  KafkaHealth(KafkaAdmin kafkaAdmin) {
    configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
    configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
  }

  @Override
  public Health health() {
    try {
      admin().describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Health.up().build();
    } catch (ExecutionException | TimeoutException | KafkaException _) {
      return Health.down().build();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Health.down().build();
    }
  }

  @Override
  public synchronized void destroy() {
    if (admin != null) {
      admin.close(PATIENCE);
      admin = null;
    }
  }

  // Made when first asked for: it can't be made while the broker's name does not resolve.
  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(configuration);
    }
    return admin;
  }
}
