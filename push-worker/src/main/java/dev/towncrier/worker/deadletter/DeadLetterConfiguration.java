package dev.towncrier.worker.deadletter;

import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.ConsumedOffsets;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.Replays;
import dev.towncrier.worker.kafka.ExactlyOnceReader;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.steps.StepContainers;
import dev.towncrier.worker.steps.StepListener;
import dev.towncrier.worker.tracing.Tracing;
import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;

@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {
  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> deadLetterContainers(KafkaClients kafka) {
    return ExactlyOnceReader.containers(kafka.consumers("dead-letters"));
  }

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> replayContainers(KafkaClients kafka) {
    return StepContainers.of(kafka.consumers("replays"));
  }

  @Bean
  DeadLetterIndex deadLetterIndex(ConsumedOffsets offsets, DeadLetters deadLetters) {
    return new DeadLetterIndex(offsets, deadLetters, new DeadLetterMetric(Metrics.globalRegistry));
  }

  @Bean
  Transactions replayTransactions(KafkaClients kafka) {
    return new Transactions(() -> kafka.openTransactionalProducer("replays"));
  }

  @Bean
  StepListener<ReplayContinued> replayListener(
      Replays replays,
      Topics topics,
      Transactions replayTransactions,
      Tracing tracing,
      InstantSource clock) {
    return new StepListener<>(
        "replays",
        topics.replays(),
        "replayContainers",
        new Replayer(replays, topics),
        replayTransactions,
        tracing,
        clock);
  }
}
