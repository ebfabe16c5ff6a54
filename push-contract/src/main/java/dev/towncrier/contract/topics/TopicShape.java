package dev.towncrier.contract.topics;

import org.jspecify.annotations.Nullable;

/**
 * How topics are spread over brokers.
 *
 * @param partitions of each topic, 1 to 1,000; it bounds how many workers share the work
 * @param replicationFactor copies of each partition, 1 to 100; null for the broker's default
 * @param minInsyncReplicas copies that have to have a record before it counts, from 1 to the
 *     replication factor; null for the broker's default
 */
public record TopicShape(
    int partitions, @Nullable Integer replicationFactor, @Nullable Integer minInsyncReplicas) {
  /** Partitions of each topic unless configured. */
  public static final String DEFAULT_PARTITIONS = "12";

  /** What topics have unless configured. */
  public static final TopicShape DEFAULT =
      new TopicShape(Integer.parseInt(DEFAULT_PARTITIONS), null, null);

  private static final int MAX_PARTITIONS = 1_000;
  private static final int MAX_REPLICAS = 100;

  /** Checks the ranges; what is wrong is said by the settings' names. */
  public TopicShape {
    require("towncrier.topic-partitions", partitions, MAX_PARTITIONS);
    if (replicationFactor != null) {
      require("towncrier.topic-replication-factor", replicationFactor, MAX_REPLICAS);
    }
    if (minInsyncReplicas != null) {
      require(
          "towncrier.topic-min-insync-replicas",
          minInsyncReplicas,
          replicationFactor == null ? MAX_REPLICAS : replicationFactor);
    }
  }

  private static void require(String setting, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(setting + " must be from 1 to " + most + ", not " + value);
    }
  }
}
