package dev.towncrier.worker.deadletter;

import dev.towncrier.store.ConsumedOffsets;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.NewDeadLetter;
import dev.towncrier.worker.kafka.ExactlyOnceReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;

/** Lists dead letters in the store, each once. */
final class DeadLetterIndex extends ExactlyOnceReader {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterIndex.class);

  private final DeadLetters deadLetters;
  private final DeadLetterMetric metric;

  DeadLetterIndex(ConsumedOffsets offsets, DeadLetters deadLetters, DeadLetterMetric metric) {
    super(offsets);
    this.deadLetters = deadLetters;
    this.metric = metric;
  }

  @KafkaListener(
      id = "dead-letters",
      idIsGroup = false,
      topics = "#{@topics.deliveriesDeadLetter()}",
      containerFactory = "deadLetterContainers")
  void onDeadLetters(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    read(records, consumer);
  }

  @Override
  protected boolean store(
      TopicPartition partition,
      long from,
      long next,
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<NewDeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      DeadLetterReader.read(record)
          .ifPresentOrElse(letters::add, () -> notListed(partition, record.offset()));
    }
    boolean stored =
        deadLetters.add(
            partition.topic(),
            partition.partition(),
            from,
            next,
            letters,
            letter -> notListed(partition, letter.source().offset()));
    if (stored) {
      records.forEach(record -> metric.count(DeadLetterReader.reason(record)));
    }
    return stored;
  }

  private static void notListed(TopicPartition partition, long offset) {
    log.warn(
        "The dead letter at {}@{} stands in the topic only: it names no application, or holds what"
            + " can't be listed",
        partition,
        offset);
  }
}
