package dev.towncrier.runner.system;

import dev.towncrier.contract.Topics;
import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.contract.topics.TopicInspection;
import dev.towncrier.contract.topics.TopicRetention;
import dev.towncrier.contract.topics.TopicShape;
import dev.towncrier.runner.demo.DemoSite;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The topics of a system, which exist before the first worker does. */
final class KafkaTopics {

  private KafkaTopics() {}

  /**
   * Creates those that are missing; what is wrong with the others is for the workers to say.
   *
   * @param kafka what clients have in {@code bootstrap.servers}
   */
  static void ensure(String kafka, String prefix) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      new TopicInspection(admin, kafka)
          .ensure(
              PlannedTopic.all(
                  new Topics(prefix),
                  List.of(DemoSite.APPLICATION),
                  TopicShape.DEFAULT,
                  TopicRetention.DEFAULTS));
    }
  }
}
