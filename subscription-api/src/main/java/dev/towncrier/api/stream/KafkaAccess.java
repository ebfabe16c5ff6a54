package dev.towncrier.api.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Opens clients that are quick to notice when Kafka is away. */
@Component
class KafkaAccess {
  /** How long an answer is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, Object> admin;
  private final Map<String, Object> consumer;

  KafkaAccess(KafkaAdmin admin, ConsumerFactory<?, ?> consumers) {
    this.admin = quick(admin.getConfigurationProperties());
    this.consumer = quick(consumers.getConfigurationProperties());
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, "subscription-api-stream");
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
  }

  private static Map<String, Object> quick(Map<String, Object> configuration) {
    Map<String, Object> quick = new HashMap<>(configuration);
    quick.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    quick.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return quick;
  }

  /** A consumer of committed records, in no group. */
  Consumer<byte[], byte[]> openConsumer() {
    return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Admin openAdmin() {
    return Admin.create(admin);
  }
}
