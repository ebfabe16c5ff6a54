package dev.towncrier.api.subscriptions;

import dev.towncrier.store.EndpointPolicy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PushServiceSettings.class)
class SubscriptionsConfiguration {

  @Bean
  EndpointPolicy endpointPolicy(PushServiceSettings settings) {
    return new EndpointPolicy(settings.allowedOrigins());
  }
}
