package dev.towncrier.worker.outcome;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.store.OutcomeCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import tools.jackson.core.JacksonException;

/**
 * Counts outcomes by notification. Its offsets are kept in Postgres, in the transaction of the
 * counts, so each outcome counts once.
 */
final class OutcomeCounter implements ConsumerSeekAware {
  private static final Logger log = LoggerFactory.getLogger(OutcomeCounter.class);

  private final OutcomeCounts counts;
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  OutcomeCounter(OutcomeCounts counts) {
    this.counts = counts;
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    for (TopicPartition partition : assignments.keySet()) {
      long next = counts.nextOffset(partition.topic(), partition.partition());
      positions.put(partition, next);
      callback.seek(partition.topic(), partition.partition(), next);
    }
  }

  @KafkaListener(
      id = "outcomes",
      idIsGroup = false,
      topics = "#{@topics.outcomes()}",
      containerFactory = "outcomeContainers")
  void onOutcomes(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
      long from = positions.getOrDefault(partition, 0L);
      long next = read.getLast().offset() + 1;
      if (counts.add(partition.topic(), partition.partition(), from, next, count(read))) {
        positions.put(partition, next);
      } else {
        long stored = counts.nextOffset(partition.topic(), partition.partition());
        log.info("Counting {} goes on at {} instead of {}", partition, stored, from);
        positions.put(partition, stored);
        consumer.seek(partition, stored);
      }
    }
  }

  private static Map<OutcomeCounts.Key, Long> count(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<OutcomeCounts.Key, Long> counted = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        DeliveryOutcome outcome = Json.MAPPER.readValue(record.value(), DeliveryOutcome.class);
        counted.merge(
            new OutcomeCounts.Key(
                outcome.application(), outcome.notificationId(), outcome.outcome()),
            1L,
            Long::sum);
      } catch (JacksonException e) {
        log.warn("The record at {}@{} is no outcome", record.topic(), record.offset());
      }
    }
    return counted;
  }
}
