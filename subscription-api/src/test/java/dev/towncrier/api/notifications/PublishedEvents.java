package dev.towncrier.api.notifications;

import dev.towncrier.api.RunningApi;
import dev.towncrier.contract.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what stands in the topic of notifications now. */
final class PublishedEvents {
  private PublishedEvents() {}

  static List<byte[]> of(RunningApi api, String application) {
    return records(api, application).stream().map(ConsumerRecord::value).toList();
  }

  static List<ConsumerRecord<byte[], byte[]>> records(RunningApi api, String application) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            api.kafka(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    TopicPartition partition = new TopicPartition(api.notificationsTopic(), 0);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
          if (application.equals(
              Json.MAPPER.readTree(record.value()).get("application").stringValue())) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }
}
