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
 * @param topicPartitions partitions of each topic, 1 to 1,000; as many workers can share a topic
 * @param topicReplicationFactor copies of each partition, 1 to 100; null for the broker's default
 * @param topicMinInsyncReplicas copies that have to have a record before it counts, from 1 to the
 *     replication factor; null for the broker's default
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

  /**
   * As {@link TopicRetention} has it.
   *
   * @param events how long {@code push.notifications} and those of applications keep a record, at
   *     least; an hour to ten years. All workers may be away for so long without losing an event
   * @param steps how long {@code push.fanout} and {@code push.replays} keep a record, at least; an
   *     hour to ten years. What is paused waits there until its deadline, 28 days at most
   * @param deliveries how long {@code push.deliveries.*}, dead letters aside, keep a record, at
   *     least; an hour to ten years. All workers may be away for so long without losing a delivery
   * @param outcomes how long {@code push.outcomes} keeps a record, at least; an hour to ten years.
   *     So far a reader may be behind
   * @param deadLetters how long both topics of dead letters keep a record, at least; an hour to ten
   *     years
   */
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
