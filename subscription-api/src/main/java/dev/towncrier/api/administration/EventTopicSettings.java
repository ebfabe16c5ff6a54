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
 * @param topicPartitions partitions of the Kafka topic that is created with an application, 1 to
 *     1,000; as the workers'
 * @param topicReplicationFactor copies of each partition of the Kafka topic that is created with an
 *     application, 1 to 100; as the workers'; null for the broker's default
 * @param topicMinInsyncReplicas copies of the Kafka topic that is created with an application that
 *     have to have a record before it counts, from 1 to the replication factor; as the workers';
 *     null for the broker's default
 * @param topicRetention how long records are kept
 */
@ConfigurationProperties("towncrier")
record EventTopicSettings(
    @DefaultValue(TopicShape.DEFAULT_PARTITIONS) int topicPartitions,
    @Nullable Integer topicReplicationFactor,
    @Nullable Integer topicMinInsyncReplicas,
    @DefaultValue Retention topicRetention) {

  /**
   * How long records are kept.
   *
   * @param events how long the Kafka topic that is created with an application keeps a record, at
   *     least; an hour to ten years; as the workers'
   */
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
