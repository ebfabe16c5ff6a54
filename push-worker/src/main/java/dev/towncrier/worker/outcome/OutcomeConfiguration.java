package dev.towncrier.worker.outcome;

import dev.towncrier.store.ConsumedOffsets;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.OutcomeCounts;
import dev.towncrier.worker.kafka.ExactlyOnceReader;
import dev.towncrier.worker.kafka.KafkaClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;

@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> outcomeContainers(KafkaClients kafka) {
    return ExactlyOnceReader.containers(kafka.batchConsumers("outcomes"));
  }

  @Bean
  OutcomeCounter outcomeCounter(
      ConsumedOffsets offsets, OutcomeCounts counts, DeadLetters deadLetters) {
    return new OutcomeCounter(offsets, counts, deadLetters);
  }
}
