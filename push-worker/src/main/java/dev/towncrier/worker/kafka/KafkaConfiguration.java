package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
class KafkaConfiguration {
  /** Room for the largest record that a broker takes by default, and for its headers. */
  private static final String DEAD_LETTER_BYTES = String.valueOf(2 * 1_048_576);

  private static final short BROKER_DEFAULT = -1;

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, WorkerSettings settings) {
    return new KafkaClients(properties, settings);
  }

  @Bean
  Topics topics(KafkaClients clients) {
    return clients.topics();
  }

  @Bean
  NewTopics newTopics(Topics topics, Applications applications, WorkerSettings settings) {
    return new NewTopics(
        Stream.concat(topics.all().stream(), applications.ids().stream().map(topics::notifications))
            .map(name -> topic(topics, name, settings.topicPartitions()))
            .toArray(NewTopic[]::new));
  }

  private static NewTopic topic(Topics topics, String name, int partitions) {
    NewTopic topic = new NewTopic(name, partitions, BROKER_DEFAULT);
    return name.equals(topics.notificationsDeadLetter())
            || name.equals(topics.deliveriesDeadLetter())
        ? topic.configs(Map.of("max.message.bytes", DEAD_LETTER_BYTES))
        : topic;
  }
}
