package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.vapid.VapidAuthorizations;
import dev.towncrier.crypto.vapid.VapidSigner;
import dev.towncrier.store.Applications;
import dev.towncrier.store.DeliveryTargets;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.LatestMessages;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.PushServiceStates;
import dev.towncrier.store.SubscriptionMarks;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.WorkerSettings;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.pushservice.NettyPushServiceClient;
import dev.towncrier.worker.pushservice.PushServiceClient;
import dev.towncrier.worker.pushservice.PushServiceSettings;
import dev.towncrier.worker.tracing.Tracing;
import io.micrometer.core.instrument.Metrics;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliverySettings.class, PushServiceSettings.class})
class DeliveryConfiguration {

  @Bean
  EndpointPolicy endpointPolicy(PushServiceSettings settings) {
    return new EndpointPolicy(settings.allowedOrigins(), settings.anyPublicHost());
  }

  @Bean
  PushServiceClient pushServiceClient(
      PushServiceSettings settings, EndpointPolicy endpoints, InstantSource clock) {
    return new NettyPushServiceClient(settings, endpoints::mayDial, clock);
  }

  @Bean
  Loader loader(
      DeliveryTargets targets,
      LatestMessages latest,
      Notifications notifications,
      NotificationControl control,
      Applications applications,
      P256 p256,
      InstantSource clock) {
    return new Loader(targets, latest, notifications, control, applications, p256, clock);
  }

  @Bean
  OutcomeRouter outcomeRouter(Topics topics) {
    return new OutcomeRouter(topics);
  }

  @Bean
  RequestMaker requestMaker(EndpointPolicy endpoints, P256 p256, InstantSource clock) {
    return new RequestMaker(
        endpoints,
        new PushMessageEncryption(p256),
        new VapidAuthorizations(new VapidSigner(p256), clock));
  }

  @Bean
  DeliveryMetrics deliveryMetrics(WorkerSettings worker) {
    return new DeliveryMetrics(Metrics.globalRegistry, worker.workerId());
  }

  @Bean
  DeliverySessions deliverySessions(
      DeliverySettings settings,
      Topics topics,
      Loader loader,
      RequestMaker requests,
      PushServiceClient client,
      OutcomeRouter router,
      PushServiceStates states,
      DeliveryMetrics metrics,
      Tracing tracing,
      InstantSource clock) {
    return new DeliverySessions(
        settings,
        topics,
        loader,
        requests,
        client,
        router,
        states,
        metrics,
        new DeliverySpans(tracing),
        clock);
  }

  /** Left out of a worker that fans out only. */
  @Bean
  @ConditionalOnProperty(name = "towncrier.delivery.enabled", matchIfMissing = true)
  DeliveryLoop deliveryLoop(
      KafkaClients kafka, DeliverySessions sessions, SubscriptionMarks marks) {
    ConsumerFactory<byte[], byte[]> consumers = kafka.consumers("delivery");
    return new DeliveryLoop(onAssigned -> {
      Consumer<byte[], byte[]> consumer = consumers.createConsumer();
      Committer committer =
          new Committer(() -> kafka.openTransactionalProducer("delivery"), consumer, marks::apply);
      return sessions.begin(onAssigned, consumer, committer);
    });
  }
}
