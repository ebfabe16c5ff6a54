package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.vapid.VapidAuthorizations;
import dev.towncrier.crypto.vapid.VapidSigner;
import dev.towncrier.store.Applications;
import dev.towncrier.store.DeliveryTargets;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.SubscriptionMarks;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.pushservice.NettyPushServiceClient;
import dev.towncrier.worker.pushservice.PushServiceClient;
import dev.towncrier.worker.pushservice.PushServiceSettings;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliverySettings.class, PushServiceSettings.class})
class DeliveryConfiguration {

  @Bean
  EndpointPolicy endpointPolicy(PushServiceSettings settings) {
    return new EndpointPolicy(settings.allowedOrigins());
  }

  @Bean
  PushServiceClient pushServiceClient(
      PushServiceSettings settings, EndpointPolicy endpoints, InstantSource clock) {
    return new NettyPushServiceClient(settings, endpoints::mayDial, clock);
  }

  @Bean
  Loader loader(
      DeliveryTargets targets,
      Notifications notifications,
      Applications applications,
      P256 p256,
      InstantSource clock) {
    return new Loader(targets, notifications, applications, p256, clock);
  }

  @Bean
  OutcomeRouter outcomeRouter(Topics topics) {
    return new OutcomeRouter(topics);
  }

  @Bean
  Deliverer deliverer(
      Loader loader,
      SubscriptionMarks marks,
      EndpointPolicy endpoints,
      P256 p256,
      PushServiceClient client,
      DeliverySettings settings,
      OutcomeRouter router,
      InstantSource clock) {
    return new Deliverer(
        loader,
        marks,
        endpoints,
        new PushMessageEncryption(p256),
        new VapidAuthorizations(new VapidSigner(p256), clock),
        client,
        new PushServiceSlots(settings.concurrencyPerPushService()),
        new RetryPolicy(() -> ThreadLocalRandom.current().nextLong()),
        router,
        clock);
  }

  @Bean
  DeliveryLoop deliveryLoop(
      KafkaClients kafka,
      Topics topics,
      DeliverySettings settings,
      Deliverer deliverer,
      Loader loader,
      OutcomeRouter router,
      InstantSource clock) {
    ConsumerFactory<byte[], byte[]> consumers = kafka.consumers("delivery");
    return new DeliveryLoop(
        topics.deliveries(),
        onAssigned -> {
          Consumer<byte[], byte[]> consumer = consumers.createConsumer();
          Committer committer =
              new Committer(() -> kafka.openTransactionalProducer("delivery"), consumer);
          return new DeliverySession(
              settings, deliverer, loader, router, clock, onAssigned, consumer, committer);
        });
  }
}
