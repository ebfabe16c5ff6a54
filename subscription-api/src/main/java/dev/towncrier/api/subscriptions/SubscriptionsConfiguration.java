package dev.towncrier.api.subscriptions;

import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.Subscriptions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PushServiceSettings.class, SubscriptionSettings.class})
class SubscriptionsConfiguration {

  @Bean
  SubscriptionCap subscriptionCap(SubscriptionSettings settings, Subscriptions subscriptions) {
    return new SubscriptionCap(
        settings.maxSubscriptions(),
        subscriptions::count,
        System::nanoTime,
        Thread::startVirtualThread);
  }

  @Bean
  EndpointPolicy endpointPolicy(PushServiceSettings settings) {
    return new EndpointPolicy(settings.allowedOrigins(), settings.anyPublicHost());
  }
}
