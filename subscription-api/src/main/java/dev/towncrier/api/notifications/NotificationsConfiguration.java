package dev.towncrier.api.notifications;

import dev.towncrier.contract.Topics;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.support.ProducerListener;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicSettings.class)
class NotificationsConfiguration {

  @Bean
  Topics topics(TopicSettings settings) {
    return settings.topics();
  }

  /** In place of the listener that logs what could not be sent, content included. */
  @Bean
  ProducerListener<Object, Object> silentProducerListener() {
    return new ProducerListener<>() {};
  }
}
