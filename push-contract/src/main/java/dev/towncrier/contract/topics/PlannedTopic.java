package dev.towncrier.contract.topics;

import dev.towncrier.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is to be.
 *
 * @param retention at least
 * @param maxMessageBytes at least; null for the broker's default
 */
public record PlannedTopic(
    String name, TopicShape shape, Duration retention, @Nullable Integer maxMessageBytes) {

  /** Room for the largest record that a broker takes by default, and for its headers. */
  private static final int DEAD_LETTER_BYTES = 2 * 1_048_576;

  /** A topic of records as large as the broker takes by default. */
  public PlannedTopic(String name, TopicShape shape, Duration retention) {
    this(name, shape, retention, null);
  }

  /**
   * Every topic, those of single applications included.
   *
   * @param applications ids of all applications
   */
  public static List<PlannedTopic> all(
      Topics topics, Collection<String> applications, TopicShape shape, TopicRetention retention) {
    List<PlannedTopic> all = new ArrayList<>();
    all.add(new PlannedTopic(topics.notifications(), shape, retention.events()));
    for (String application : applications) {
      all.add(new PlannedTopic(topics.notifications(application), shape, retention.events()));
    }
    all.add(new PlannedTopic(topics.fanout(), shape, retention.steps()));
    all.add(new PlannedTopic(topics.replays(), shape, retention.steps()));
    for (String deliveries : topics.deliveries()) {
      all.add(new PlannedTopic(deliveries, shape, retention.deliveries()));
    }
    all.add(new PlannedTopic(topics.outcomes(), shape, retention.outcomes()));
    for (String deadLetters :
        List.of(topics.notificationsDeadLetter(), topics.deliveriesDeadLetter())) {
      all.add(new PlannedTopic(deadLetters, shape, retention.deadLetters(), DEAD_LETTER_BYTES));
    }
    return List.copyOf(all);
  }

  /** The topic for a broker to create. */
  public NewTopic newTopic() {
    return new NewTopic(
            name,
            Optional.of(shape.partitions()),
            Optional.ofNullable(shape.replicationFactor()).map(Integer::shortValue))
        .configs(configs());
  }

  private Map<String, String> configs() {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    if (shape.minInsyncReplicas() != null) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, shape.minInsyncReplicas().toString());
    }
    if (maxMessageBytes != null) {
      configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxMessageBytes.toString());
    }
    return configs;
  }
}
