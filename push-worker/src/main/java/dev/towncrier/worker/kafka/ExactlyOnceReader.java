package dev.towncrier.worker.kafka;

import dev.towncrier.store.ConsumedOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.FixedBackOff;

/**
 * A listener that reads topics into the store, each record once: its offsets are kept there, and
 * move in the transaction of what was read. None are kept in Kafka.
 */
public abstract class ExactlyOnceReader implements ConsumerSeekAware {
  private static final Logger log = LoggerFactory.getLogger(ExactlyOnceReader.class);
  private static final long RETRY_INTERVAL_MS = 1_000;

  private final ConsumedOffsets offsets;
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** Begins where {@code offsets} says. */
  protected ExactlyOnceReader(ConsumedOffsets offsets) {
    this.offsets = offsets;
  }

  /** The containers that such a listener needs: of batches, each tried until it works. */
  public static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> containers(
      ConsumerFactory<byte[], byte[]> consumers) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    factory.getContainerProperties().setAckMode(AckMode.MANUAL);
    var untilItWorks =
        new DefaultErrorHandler(
            new FixedBackOff(RETRY_INTERVAL_MS, FixedBackOff.UNLIMITED_ATTEMPTS));
    untilItWorks.setRetryListeners(new Log());
    factory.setCommonErrorHandler(untilItWorks);
    return factory;
  }

  /** Says what holds reading up; nothing else would. */
  private static final class Log implements RetryListener {
    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, Exception failure, int attempt) {
      log.warn(
          "{} records of {} can't be stored and are tried again: {}",
          records.count(),
          records.partitions(),
          NestedExceptionUtils.getMostSpecificCause(failure).toString());
    }

    @Override
    public void failedDelivery(
        ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
      // Only batches are read.
    }
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    for (TopicPartition partition : assignments.keySet()) {
      long next = offsets.next(partition.topic(), partition.partition());
      positions.put(partition, next);
      callback.seek(partition.topic(), partition.partition(), next);
    }
  }

  /** Stores a batch, partition by partition. */
  protected final void read(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
      long from = positions.getOrDefault(partition, 0L);
      long next = read.getLast().offset() + 1;
      if (store(partition, from, next, read)) {
        positions.put(partition, next);
      } else {
        long stored = offsets.next(partition.topic(), partition.partition());
        log.info("Reading {} goes on at {} instead of {}", partition, stored, from);
        positions.put(partition, stored);
        consumer.seek(partition, stored);
      }
    }
  }

  /**
   * Stores what the partition's records say and moves the offset in one transaction.
   *
   * @return false, with nothing stored, if the offset no longer stands at {@code from}
   */
  protected abstract boolean store(
      TopicPartition partition, long from, long next, List<ConsumerRecord<byte[], byte[]>> records);
}
