package dev.towncrier.worker.delivery;

import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.delivery.AssignedPartition.Commit;
import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
import dev.towncrier.worker.kafka.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what came of deliveries: first what the store is to note about subscriptions, then, in
 * one Kafka transaction, the records together with the offsets that they stand for. A thread of its
 * own writes, so that deliveries go on meanwhile; one commit is written at a time.
 *
 * <p>When a transaction's end is in doubt, a new producer settles it and the group's offsets tell
 * whether it was made; then nothing is sent again to a push service, and nothing is recorded twice.
 */
final class Committer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Notes what answers said about subscriptions; doing it twice changes nothing more. */
  interface Notes {
    void apply(List<Mark> marks);
  }

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Consumer<byte[], byte[]> consumer;
  private final Notes notes;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("delivery-commit").daemon().factory());
  private @Nullable Future<Producer<byte[], byte[]>> opening;
  private @Nullable Future<?> writing;
  private @Nullable Producer<byte[], byte[]> producer;
  private List<Commit> inDoubt = List.of();

  /**
   * Commits for {@code consumer}, on whose thread all methods are called.
   *
   * @param producers opens a transactional producer that ends the transaction of the one before it
   */
  Committer(
      Supplier<Producer<byte[], byte[]>> producers,
      Consumer<byte[], byte[]> consumer,
      Notes notes) {
    this.producers = producers;
    this.consumer = consumer;
    this.notes = notes;
  }

  /**
   * Begins to commit the news, if no commit is being written. What Kafka or the store doesn't take
   * now is kept for the next call.
   *
   * @param partitions all that the worker has now
   */
  void commit(Collection<AssignedPartition> partitions) {
    if (!hasWritten()) {
      return;
    }
    Producer<byte[], byte[]> open = opened(partitions);
    if (open == null) {
      return;
    }
    List<Commit> commits = new ArrayList<>();
    partitions.forEach(partition -> partition.commit().ifPresent(commits::add));
    if (!commits.isEmpty()) {
      inDoubt = commits;
      ConsumerGroupMetadata group = consumer.groupMetadata();
      writing = writer.submit(() -> write(open, commits, group));
    }
  }

  /**
   * Waits until nothing is being written.
   *
   * @return false if that took longer than {@code timeout}
   */
  boolean await(Duration timeout) throws InterruptedException {
    Future<?> current = writing != null ? writing : opening;
    if (current != null) {
      try {
        current.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException _) {
        // told below
      } catch (TimeoutException _) {
        return false;
      }
    }
    return hasWritten();
  }

  /** Settles what has been written; false while it is not. */
  private boolean hasWritten() {
    Future<?> current = writing;
    if (current == null) {
      return true;
    }
    if (!current.isDone()) {
      return false;
    }
    writing = null;
    if (current.state() == Future.State.SUCCESS) {
      settle();
      return true;
    }
    log.warn(
        "A commit of deliveries failed and is tried again: {}", current.exceptionNow().toString());
    discard();
    return true;
  }

  private void write(
      Producer<byte[], byte[]> open, List<Commit> commits, ConsumerGroupMetadata group) {
    notes.apply(commits.stream().flatMap(commit -> commit.marks().stream()).toList());
    Transactions.write(
        open,
        commits.stream().flatMap(commit -> commit.records().stream()),
        offsets(commits),
        group);
  }

  private void settle() {
    inDoubt.forEach(commit -> commit.partition().committed(commit.progress()));
    inDoubt = List.of();
  }

  /**
   * The open producer; null if there is none yet. Opening one ends the transaction of the one
   * before it, one way or the other.
   */
  private @Nullable Producer<byte[], byte[]> opened(Collection<AssignedPartition> partitions) {
    if (producer != null) {
      return producer;
    }
    Future<Producer<byte[], byte[]>> current = opening;
    if (current == null) {
      opening = writer.submit(producers::get);
      return null;
    }
    if (!current.isDone()) {
      return null;
    }
    opening = null;
    if (current.state() != Future.State.SUCCESS) {
      log.warn("Kafka takes no commits yet: {}", current.exceptionNow().toString());
      return null;
    }
    producer = current.resultNow();
    try {
      resolve(partitions);
    } catch (KafkaException e) {
      log.warn("A commit of deliveries stays in doubt for now: {}", e.toString());
      discard();
    }
    return producer;
  }

  private void resolve(Collection<AssignedPartition> partitions) {
    // Where a partition was lost since, another worker may have committed more.
    List<Commit> still =
        inDoubt.stream().filter(commit -> partitions.contains(commit.partition())).toList();
    Map<TopicPartition, OffsetAndMetadata> tried = offsets(still);
    boolean made = !still.isEmpty() && consumer.committed(tried.keySet(), PATIENCE).equals(tried);
    inDoubt = still;
    if (made) {
      settle();
    }
    inDoubt = List.of();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(List<Commit> commits) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Commit commit : commits) {
      Progress progress = commit.progress();
      offsets.put(
          commit.partition().id(),
          new OffsetAndMetadata(progress.position(), ProgressMetadata.encode(progress)));
    }
    return offsets;
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
    writer.shutdownNow();
    if (opening != null && opening.state() == Future.State.SUCCESS) {
      opening.resultNow().close(Duration.ZERO);
    }
    if (producer != null) {
      producer.close(PATIENCE);
    }
  }
}
