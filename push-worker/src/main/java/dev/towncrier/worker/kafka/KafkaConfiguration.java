package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
class KafkaConfiguration {
  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, WorkerSettings settings) {
    return new KafkaClients(properties, settings);
  }

  @Bean
  Topics topics(KafkaClients clients) {
    return clients.topics();
  }

  /** Asks Postgres for the applications, so it is made only where topics are. */
  @Bean
  @ConditionalOnBooleanProperty(name = "spring.kafka.admin.auto-create", matchIfMissing = true)
  NewTopics newTopics(Topics topics, Applications applications, WorkerSettings settings) {
    return new NewTopics(
        WorkerTopics.all(topics, applications.ids(), settings.topicPartitions())
            .toArray(NewTopic[]::new));
  }
}
