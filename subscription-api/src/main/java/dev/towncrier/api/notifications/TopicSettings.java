package dev.towncrier.api.notifications;

import dev.towncrier.contract.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topicPrefix what the names of all our Kafka topics begin with, as {@link Topics} allows
 */
@ConfigurationProperties("towncrier")
record TopicSettings(@DefaultValue("push") String topicPrefix) {
  Topics topics() {
    return new Topics(topicPrefix);
  }
}
