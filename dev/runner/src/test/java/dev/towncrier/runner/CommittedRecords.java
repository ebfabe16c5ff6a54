package dev.towncrier.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The committed records of a topic, from its beginning. */
public final class CommittedRecords implements AutoCloseable {
  private static final Duration NOTHING_MORE = Duration.ofMillis(300);

  private final KafkaConsumer<String, String> consumer;

  public CommittedRecords(String kafka, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Some of those that came since it was asked last; none if none come for a moment. */
  public List<ConsumerRecord<String, String>> some() {
    List<ConsumerRecord<String, String>> some = new ArrayList<>();
    consumer.poll(NOTHING_MORE).forEach(some::add);
    return some;
  }

  /** Those that came since it was asked last, until no more come for a moment. */
  public List<ConsumerRecord<String, String>> further() {
    List<ConsumerRecord<String, String>> further = new ArrayList<>();
    ConsumerRecords<String, String> polled = consumer.poll(NOTHING_MORE);
    while (!polled.isEmpty()) {
      polled.forEach(further::add);
      polled = consumer.poll(NOTHING_MORE);
    }
    return further;
  }

  /** Those that came since it was asked last, all that there are by now. */
  public List<ConsumerRecord<String, String>> upToNow() {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(NOTHING_MORE).forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
