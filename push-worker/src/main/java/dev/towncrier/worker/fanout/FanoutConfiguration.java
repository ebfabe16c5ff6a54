package dev.towncrier.worker.fanout;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Notifications;
import dev.towncrier.worker.kafka.KafkaClients;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.FixedBackOff;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FanoutSettings.class)
class FanoutConfiguration {
  private static final long RETRY_INTERVAL_MS = 1_000;

  @Bean
  ProducerFactory<byte[], byte[]> fanoutProducers(KafkaClients kafka) {
    return kafka.transactionalProducers("fanout");
  }

  @Bean
  KafkaTemplate<byte[], byte[]> fanoutTemplate(ProducerFactory<byte[], byte[]> fanoutProducers) {
    return new KafkaTemplate<>(fanoutProducers);
  }

  /** A record's results and its offset are one transaction; what fails is tried until it works. */
  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> fanoutContainers(
      KafkaClients kafka, ProducerFactory<byte[], byte[]> fanoutProducers) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(kafka.consumers("fanout"));
    factory
        .getContainerProperties()
        .setKafkaAwareTransactionManager(new KafkaTransactionManager<>(fanoutProducers));
    factory.setAfterRollbackProcessor(
        new DefaultAfterRollbackProcessor<>(
            new FixedBackOff(RETRY_INTERVAL_MS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return factory;
  }

  @Bean
  Fanout fanout(
      AudienceReader audiences,
      Notifications notifications,
      Applications applications,
      KafkaTemplate<byte[], byte[]> fanoutTemplate,
      Topics topics,
      FanoutSettings settings) {
    return new Fanout(
        audiences, notifications, new DeliveryIds(applications), fanoutTemplate, topics, settings);
  }

  @Bean
  NotificationListener notificationListener(
      Applications applications,
      Notifications notifications,
      Fanout fanout,
      KafkaTemplate<byte[], byte[]> fanoutTemplate,
      Topics topics) {
    return new NotificationListener(applications, notifications, fanout, fanoutTemplate, topics);
  }
}
