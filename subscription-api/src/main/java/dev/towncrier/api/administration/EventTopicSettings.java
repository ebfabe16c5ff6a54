package dev.towncrier.api.administration;

import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.contract.topics.TopicRetention;
import dev.towncrier.contract.topics.TopicShape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the Kafka topics of applications are created with; as the workers' settings of those names.
 *
 * @param topicPartitions 1 to 1,000
 * @param topicReplicationFactor null for the broker's default
 * @param topicMinInsyncReplicas null for the broker's default
 */
@ConfigurationProperties("towncrier")
record EventTopicSettings(
    @DefaultValue(TopicShape.DEFAULT_PARTITIONS) int topicPartitions,
    @Nullable Integer topicReplicationFactor,
    @Nullable Integer topicMinInsyncReplicas,
    @DefaultValue Retention topicRetention) {

  /** How long records are kept: an hour to ten years. */
  record Retention(@DefaultValue(TopicRetention.DEFAULT) Duration events) {
    Retention {
      TopicRetention.require("events", events);
    }
  }

  EventTopicSettings {
    shape(topicPartitions, topicReplicationFactor, topicMinInsyncReplicas);
  }

  private static TopicShape shape(
      int partitions, @Nullable Integer replicationFactor, @Nullable Integer minInsyncReplicas) {
    return new TopicShape(partitions, replicationFactor, minInsyncReplicas);
  }

  /** A topic of that name. */
  PlannedTopic topic(String name) {
    return new PlannedTopic(
        name,
        shape(topicPartitions, topicReplicationFactor, topicMinInsyncReplicas),
        topicRetention.events());
  }
}
