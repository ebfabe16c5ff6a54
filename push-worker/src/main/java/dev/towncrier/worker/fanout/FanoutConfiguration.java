package dev.towncrier.worker.fanout;

import dev.towncrier.contract.DeliveryIds;
import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Applications;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.FanoutRanges;
import dev.towncrier.store.Fanouts;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.PushServiceStates;
import dev.towncrier.store.Schedule;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.ReadingAgain;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.kafka.WorkerSettings;
import dev.towncrier.worker.steps.StepContainers;
import dev.towncrier.worker.steps.StepListener;
import dev.towncrier.worker.tracing.Tracing;
import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FanoutSettings.class)
class FanoutConfiguration {
  private static final int NOTIFICATIONS_AT_ONCE = 50;

  // Events.

  @Bean
  Transactions notificationTransactions(KafkaClients kafka) {
    return new Transactions(() -> kafka.openTransactionalProducer("fanout"));
  }

  /**
   * What was read, its results and offsets are one transaction; what fails is tried until it works.
   */
  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> notificationContainers(
      KafkaClients kafka, Transactions notificationTransactions) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    // Each may bring a whole small audience, and a long transaction holds up every reader.
    factory.setConsumerFactory(kafka.consumersOfManyTopics("notifications", NOTIFICATIONS_AT_ONCE));
    factory.setBatchListener(true);
    factory.getContainerProperties().setAckMode(AckMode.MANUAL);
    factory.setCommonErrorHandler(new ReadingAgain(notificationTransactions));
    return factory;
  }

  @Bean
  DeliveryRequests deliveryRequests(Applications applications) {
    return new DeliveryRequests(new DeliveryIds(applications::deliverySecret));
  }

  @Bean
  Fanout fanout(
      Fanouts fanouts, DeliveryRequests requests, Topics topics, FanoutSettings settings) {
    return new Fanout(fanouts, requests, topics, settings);
  }

  @Bean
  NotificationListener notificationListener(
      Fanout fanout, Transactions notificationTransactions, Topics topics, Tracing tracing) {
    return new NotificationListener(fanout, notificationTransactions, topics, tracing);
  }

  // Steps.

  @Bean
  ConcurrentKafkaListenerContainerFactory<byte[], byte[]> stepContainers(KafkaClients kafka) {
    return StepContainers.of(kafka.consumers("fanout"));
  }

  @Bean
  BulkLag bulkLag(KafkaClients kafka, Topics topics) {
    return new BulkLag(topics.bulk(), topics.deliveryGroup(), () -> kafka.openAdmin("lag"));
  }

  @Bean
  FanoutMetrics fanoutMetrics(WorkerSettings worker) {
    return new FanoutMetrics(Metrics.globalRegistry, worker.workerId());
  }

  @Bean
  FanoutSteps fanoutSteps(
      Notifications notifications,
      AudienceReader audiences,
      FanoutRanges ranges,
      Fanouts fanouts,
      NotificationControl control,
      PushServiceStates pushServices,
      DeliveryRequests requests,
      BulkLag lag,
      FanoutMetrics metrics,
      Topics topics,
      FanoutSettings settings) {
    return new FanoutSteps(
        notifications,
        audiences,
        ranges,
        fanouts,
        control,
        requests,
        new Conditions(notifications, pushServices, lag, metrics),
        topics,
        settings);
  }

  @Bean
  Transactions stepTransactions(KafkaClients kafka) {
    return new Transactions(() -> kafka.openTransactionalProducer("fanout-steps"));
  }

  @Bean
  StepListener<FanoutStep> stepListener(
      FanoutSteps steps,
      Transactions stepTransactions,
      Topics topics,
      Tracing tracing,
      InstantSource clock) {
    return new StepListener<>(
        "fanout", topics.fanout(), "stepContainers", steps, stepTransactions, tracing, clock);
  }

  // Time.

  @Bean
  Producer<byte[], byte[]> scheduleProducer(KafkaClients kafka) {
    return kafka.openProducer("schedule");
  }

  @Bean
  ScheduleHandover scheduleHandover(
      Schedule schedule,
      Producer<byte[], byte[]> scheduleProducer,
      Topics topics,
      Tracing tracing,
      InstantSource clock) {
    return new ScheduleHandover(schedule, scheduleProducer, topics, tracing, clock);
  }
}
