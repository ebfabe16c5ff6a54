package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerSettings.class, TopicSettings.class})
class KafkaConfiguration {
  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, WorkerSettings settings) {
    return new KafkaClients(properties, settings);
  }

  @Bean
  Topics topics(KafkaClients clients) {
    return clients.topics();
  }

  @Bean
  TopicSetup topicSetup(
      KafkaClients clients,
      KafkaProperties properties,
      TopicSettings settings,
      Applications applications) {
    return new TopicSetup(clients, properties, settings, applications);
  }
}
