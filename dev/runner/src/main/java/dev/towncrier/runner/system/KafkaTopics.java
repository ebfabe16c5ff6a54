package dev.towncrier.runner.system;

import dev.towncrier.contract.Topics;
import dev.towncrier.runner.demo.DemoSite;
import dev.towncrier.worker.kafka.WorkerSettings;
import dev.towncrier.worker.kafka.WorkerTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics of a system, which exist before the first worker does. */
final class KafkaTopics {

  private KafkaTopics() {}

  /**
   * Creates those that are missing.
   *
   * @param kafka what clients have in {@code bootstrap.servers}
   */
  static void ensure(String kafka, String prefix) {
    var topics =
        WorkerTopics.all(
            new Topics(prefix),
            List.of(DemoSite.APPLICATION),
            Integer.parseInt(WorkerSettings.DEFAULT_PARTITIONS));
    new KafkaAdmin(Map.of("bootstrap.servers", kafka))
        .createOrModifyTopics(topics.toArray(NewTopic[]::new));
  }
}
