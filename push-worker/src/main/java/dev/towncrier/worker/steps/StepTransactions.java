package dev.towncrier.worker.steps;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes what follows from records together with the offset behind them. Used by one thread. */
public final class StepTransactions implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * Writes by one producer after another.
   *
   * @param producers opens a transactional producer that ends the transaction of the one before it
   */
  public StepTransactions(Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * Commits the records and the offset.
   *
   * @throws KafkaException if that failed, or may have: the group's offset tells once {@link
   *     #settle} was called
   */
  void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      TopicPartition partition,
      long next,
      ConsumerGroupMetadata group) {
    Producer<byte[], byte[]> open = open();
    try {
      open.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        var _ = open.send(record); // if it fails, so does the commit
      }
      open.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(next)), group);
      open.commitTransaction();
    } catch (KafkaException e) {
      discard();
      throw e;
    }
  }

  /** Ends a transaction that failed, one way or the other. */
  void settle() {
    var _ = open();
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> open = producer == null ? producers.get() : producer;
    producer = open;
    return open;
  }

  private void discard() {
    Producer<byte[], byte[]> broken = producer;
    producer = null;
    if (broken != null) {
      broken.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE_LIMIT);
    }
  }
}
