package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that workers need, as they are created where they are missing. */
public final class WorkerTopics {
  private static final short BROKER_DEFAULT = -1;

  /** Room for the largest record that a broker takes by default, and for its headers. */
  private static final String DEAD_LETTER_BYTES = String.valueOf(2 * 1_048_576);

  private WorkerTopics() {}

  /**
   * Every topic, those of single applications included.
   *
   * @param applications ids of all applications
   * @param partitions of each topic
   */
  public static List<NewTopic> all(Topics topics, Collection<String> applications, int partitions) {
    return Stream.concat(topics.all().stream(), applications.stream().map(topics::notifications))
        .map(name -> topic(topics, name, partitions))
        .toList();
  }

  private static NewTopic topic(Topics topics, String name, int partitions) {
    NewTopic topic = new NewTopic(name, partitions, BROKER_DEFAULT);
    return name.equals(topics.notificationsDeadLetter())
            || name.equals(topics.deliveriesDeadLetter())
        ? topic.configs(Map.of("max.message.bytes", DEAD_LETTER_BYTES))
        : topic;
  }
}
