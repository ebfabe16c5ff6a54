package dev.towncrier.worker.outcome;

import dev.towncrier.store.OutcomeCounts;
import dev.towncrier.worker.kafka.KafkaClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {
  private static final long RETRY_INTERVAL_MS = 1_000;

  /** Batches, counted until it works; no offset is kept in Kafka. */
  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> outcomeContainers(KafkaClients kafka) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(kafka.consumers("outcomes"));
    factory.setBatchListener(true);
    factory.getContainerProperties().setAckMode(AckMode.MANUAL);
    factory.setCommonErrorHandler(
        new DefaultErrorHandler(
            new FixedBackOff(RETRY_INTERVAL_MS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return factory;
  }

  @Bean
  OutcomeCounter outcomeCounter(OutcomeCounts counts) {
    return new OutcomeCounter(counts);
  }
}
