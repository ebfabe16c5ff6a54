package dev.towncrier.worker.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Has what failed read again, until it works. If it failed in its commit, the transaction is
 * settled first and the group's offsets tell what was committed after all, so that nothing is taken
 * twice.
 */
public final class ReadingAgain implements CommonErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(ReadingAgain.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Transactions transactions;

  /**
   * Is for a batch listener that commits by {@code transactions}.
   *
   * @param transactions of that listener alone
   */
  public ReadingAgain(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause(); // less the listener's
    log.warn("{} records failed and are read again: {}", records.count(), cause.toString());
    while (container.isRunning()) {
      try {
        Thread.sleep(PAUSE);
        transactions.settle();
        goBack(records, consumer);
        return;
      } catch (KafkaException e) {
        log.warn("A commit stays in doubt for now: {}", e.toString());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void goBack(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(records.partitions());
    for (TopicPartition partition : records.partitions()) {
      OffsetAndMetadata next = committed.get(partition);
      consumer.seek(
          partition, next == null ? records.records(partition).getFirst().offset() : next.offset());
    }
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }
}
