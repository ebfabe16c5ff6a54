package dev.towncrier.worker.kafka;

import dev.towncrier.contract.topics.TopicRetention;
import dev.towncrier.contract.topics.TopicShape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What topics are created with, and should have at least; {@link TopicShape} and {@link
 * TopicRetention} say what may be.
 *
 * @param topicPartitions of each topic
 * @param topicReplicationFactor null for the broker's default
 * @param topicMinInsyncReplicas null for the broker's default
 * @param topicRetention how long records are kept
 */
@ConfigurationProperties("towncrier")
public record TopicSettings(
    @DefaultValue(TopicShape.DEFAULT_PARTITIONS) int topicPartitions,
    @Nullable Integer topicReplicationFactor,
    @Nullable Integer topicMinInsyncReplicas,
    @DefaultValue Retention topicRetention) {

  /** Checks the ranges. */
  public TopicSettings {
    shape(topicPartitions, topicReplicationFactor, topicMinInsyncReplicas);
    topicRetention.value();
  }

  /** How topics are spread. */
  public TopicShape shape() {
    return shape(topicPartitions, topicReplicationFactor, topicMinInsyncReplicas);
  }

  private static TopicShape shape(
      int partitions, @Nullable Integer replicationFactor, @Nullable Integer minInsyncReplicas) {
    return new TopicShape(partitions, replicationFactor, minInsyncReplicas);
  }

  /** As {@link TopicRetention} has it. */
  public record Retention(
      @DefaultValue(TopicRetention.DEFAULT) Duration events,
      @DefaultValue(TopicRetention.DEFAULT_OF_STEPS) Duration steps,
      @DefaultValue(TopicRetention.DEFAULT) Duration deliveries,
      @DefaultValue(TopicRetention.DEFAULT) Duration outcomes,
      @DefaultValue(TopicRetention.DEFAULT) Duration deadLetters) {

    /** The same for those who know no settings. */
    public TopicRetention value() {
      return new TopicRetention(events, steps, deliveries, outcomes, deadLetters);
    }
  }
}
