package dev.towncrier.worker.deadletter;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.ConsumedOffsets;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.Replays;
import dev.towncrier.worker.kafka.ExactlyOnceReader;
import dev.towncrier.worker.kafka.KafkaClients;
import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {
  private static final long LOOK_INTERVAL_MS = 100;

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> deadLetterContainers(KafkaClients kafka) {
    return ExactlyOnceReader.containers(kafka.consumers("dead-letters"));
  }

  /** The listener commits by itself, and is told several times a second that nothing came. */
  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> replayContainers(KafkaClients kafka) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(kafka.consumers("replays"));
    factory.setBatchListener(true);
    ContainerProperties properties = factory.getContainerProperties();
    properties.setAckMode(AckMode.MANUAL);
    properties.setPollTimeout(LOOK_INTERVAL_MS);
    properties.setIdleEventInterval(LOOK_INTERVAL_MS);
    properties.setIdleBeforeDataMultiplier(1);
    return factory;
  }

  @Bean
  DeadLetterIndex deadLetterIndex(ConsumedOffsets offsets, DeadLetters deadLetters) {
    return new DeadLetterIndex(offsets, deadLetters, new DeadLetterMetric(Metrics.globalRegistry));
  }

  @Bean
  ReplayTransactions replayTransactions(KafkaClients kafka) {
    return new ReplayTransactions(() -> kafka.openTransactionalProducer("replays"));
  }

  @Bean
  ReplayListener replayListener(
      Replays replays, Topics topics, ReplayTransactions transactions, InstantSource clock) {
    return new ReplayListener(new Replayer(replays, topics), transactions, clock);
  }
}
