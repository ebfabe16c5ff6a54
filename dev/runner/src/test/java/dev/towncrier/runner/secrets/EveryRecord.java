package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that lies in Kafka, committed or not, in its internal topics too. */
final class EveryRecord {
  private EveryRecord() {}

  /** Keys, values and headers by topic, each byte a character. */
  static Map<String, String> read(String kafka) throws Exception {
    Map<String, StringBuilder> found = new TreeMap<>();
    Set<String> topics;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "exclude.internal.topics", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record ->
                add(found.computeIfAbsent(record.topic(), _ -> new StringBuilder()), record));
      }
    }
    Map<String, String> texts = new TreeMap<>();
    found.forEach((topic, text) -> texts.put(topic, text.toString()));
    return texts;
  }

  private static void add(StringBuilder all, ConsumerRecord<byte[], byte[]> record) {
    add(all, record.key());
    add(all, record.value());
    record
        .headers()
        .forEach(header -> {
          all.append(header.key()).append('=');
          add(all, header.value());
        });
  }

  private static void add(StringBuilder all, byte[] bytes) {
    if (bytes != null) {
      all.append(new String(bytes, ISO_8859_1)).append('\n');
    }
  }
}
