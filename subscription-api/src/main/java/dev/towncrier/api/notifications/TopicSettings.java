package dev.towncrier.api.notifications;

import dev.towncrier.contract.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topicPrefix what the names of all Kafka topics begin with: 1 to 100 letters, digits, dots,
 *     underscores and hyphens; as the workers'
 */
@ConfigurationProperties("towncrier")
record TopicSettings(@DefaultValue("push") String topicPrefix) {
  Topics topics() {
    return new Topics(topicPrefix);
  }
}
