package dev.towncrier.worker.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes what follows from records together with the offsets behind them. Used by one thread, and
 * closed by any.
 */
public final class Transactions implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private volatile @Nullable Producer<byte[], byte[]> producer;
  private volatile boolean closed;

  /**
   * Writes by one producer after another.
   *
   * @param producers opens a transactional producer that ends the transaction of the one before it
   */
  public Transactions(Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * Commits the records and the offsets.
   *
   * @param records may be made while they are written; what that throws ends the transaction
   * @param offsets where the group goes on
   * @throws KafkaException if that failed, or may have: the group's offsets tell once {@link
   *     #settle} was called
   */
  public void commit(
      Stream<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    Producer<byte[], byte[]> open = open();
    try {
      write(open, records, offsets, group);
    } catch (RuntimeException e) {
      discard();
      throw e;
    }
  }

  /**
   * Writes a whole transaction; what fails leaves it open.
   *
   * @param producer that has none open
   * @throws KafkaException if that failed, or may have
   */
  public static void write(
      Producer<byte[], byte[]> producer,
      Stream<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    records.forEach(record -> {
      var _ = producer.send(record); // if it fails, so does the commit
    });
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
  }

  /**
   * Ends a transaction that failed, one way or the other.
   *
   * @throws KafkaException if Kafka can't be asked
   */
  public void settle() {
    var _ = open();
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> known = producer;
    if (known != null) {
      return known;
    }
    Producer<byte[], byte[]> open = producers.get();
    producer = open;
    if (closed) { // while a listener was still at work
      discard();
      throw new KafkaException("The worker stops");
    }
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
    closed = true;
    Producer<byte[], byte[]> open = producer;
    if (open != null) {
      open.close(CLOSE_LIMIT);
    }
  }
}
