package dev.towncrier.benchmarks.system;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Makes topics and waits until the broker leads all their partitions. */
public final class NewTopics {

  private NewTopics() {}

  /**
   * Makes them. A producer that wrote earlier could get its sequence numbers out of order and never
   * go on.
   */
  public static void create(String bootstrapServers, Collection<NewTopic> topics)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(topics).all().get();
      admin.listOffsets(partitions).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics can't be made", e.getCause());
    }
  }
}
