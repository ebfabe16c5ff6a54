package dev.towncrier.api.administration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topicPartitions of the Kafka topics that are created, 1 to 1,000; as the workers' setting
 *     of that name
 */
@ConfigurationProperties("towncrier")
record EventTopicSettings(@DefaultValue("12") int topicPartitions) {
  EventTopicSettings {
    if (topicPartitions < 1 || topicPartitions > 1_000) {
      throw new IllegalArgumentException(
          "towncrier.topic-partitions must be from 1 to 1000, not " + topicPartitions);
    }
  }
}
