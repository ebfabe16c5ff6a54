package dev.towncrier.worker.fanout;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Fanouts;
import dev.towncrier.store.Notifications;
import dev.towncrier.worker.kafka.KafkaClients;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.FixedBackOff;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FanoutSettings.class)
class FanoutConfiguration {
  private static final long RETRY_INTERVAL_MS = 1_000;
  private static final int NOTIFICATIONS_AT_ONCE = 50;

  @Bean
  ProducerFactory<byte[], byte[]> fanoutProducers(KafkaClients kafka) {
    return kafka.transactionalProducers("fanout");
  }

  @Bean
  KafkaTemplate<byte[], byte[]> fanoutTemplate(ProducerFactory<byte[], byte[]> fanoutProducers) {
    return new KafkaTemplate<>(fanoutProducers);
  }

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> notificationContainers(
      KafkaClients kafka, ProducerFactory<byte[], byte[]> fanoutProducers) {
    // Each may bring a whole slice, and a long transaction holds up every reader.
    var factory =
        containers(kafka.consumers("notifications", NOTIFICATIONS_AT_ONCE), fanoutProducers);
    factory.setBatchListener(true);
    return factory;
  }

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> continuationContainers(
      KafkaClients kafka, ProducerFactory<byte[], byte[]> fanoutProducers) {
    return containers(kafka.consumers("fanout"), fanoutProducers);
  }

  /**
   * What was read, its results and offsets are one transaction; what fails is tried until it works.
   */
  private static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> containers(
      ConsumerFactory<byte[], byte[]> consumers, ProducerFactory<byte[], byte[]> producers) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(consumers);
    factory
        .getContainerProperties()
        .setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    factory.setAfterRollbackProcessor(
        new DefaultAfterRollbackProcessor<>(
            new FixedBackOff(RETRY_INTERVAL_MS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return factory;
  }

  @Bean
  Fanout fanout(
      AudienceReader audiences,
      Notifications notifications,
      Fanouts fanouts,
      Applications applications,
      KafkaTemplate<byte[], byte[]> fanoutTemplate,
      Topics topics,
      FanoutSettings settings) {
    return new Fanout(
        audiences,
        notifications,
        fanouts,
        new DeliveryIds(applications::deliverySecret),
        fanoutTemplate,
        topics,
        settings);
  }

  @Bean
  NotificationListener notificationListener(
      Applications applications,
      Fanout fanout,
      KafkaTemplate<byte[], byte[]> fanoutTemplate,
      Topics topics) {
    return new NotificationListener(applications, fanout, fanoutTemplate, topics);
  }
}
