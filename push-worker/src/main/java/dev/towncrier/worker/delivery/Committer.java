package dev.towncrier.worker.delivery;

import dev.towncrier.worker.delivery.AssignedPartition.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what came of deliveries together with the offsets that it stands for, in one transaction.
 * When a transaction's end is in doubt, a new producer settles it and the group's offsets tell
 * whether it was made; then nothing is sent again to a push service, and nothing is recorded twice.
 */
final class Committer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Consumer<byte[], byte[]> consumer;
  private @Nullable Producer<byte[], byte[]> producer;
  private List<Commit> inDoubt = List.of();

  /**
   * Commits for {@code consumer}.
   *
   * @param producers opens a transactional producer that ends the transaction of the one before it
   */
  Committer(Supplier<Producer<byte[], byte[]>> producers, Consumer<byte[], byte[]> consumer) {
    this.producers = producers;
    this.consumer = consumer;
  }

  /**
   * Commits the news. If Kafka does not take it now, it is kept for the next call.
   *
   * @param partitions all that the worker has now
   */
  void commit(Collection<AssignedPartition> partitions) {
    try {
      Producer<byte[], byte[]> open = producer == null ? open(partitions) : producer;
      List<Commit> commits = news(partitions);
      if (!commits.isEmpty()) {
        inDoubt = commits;
        write(open, commits);
        settle();
      }
    } catch (KafkaException e) {
      log.warn("A commit of deliveries failed and is tried again: {}", e.toString());
      discard();
    }
  }

  private static List<Commit> news(Collection<AssignedPartition> partitions) {
    List<Commit> commits = new ArrayList<>();
    for (AssignedPartition partition : partitions) {
      if (partition.hasNews()) {
        commits.add(partition.commit());
      }
    }
    return commits;
  }

  private void write(Producer<byte[], byte[]> open, List<Commit> commits) {
    open.beginTransaction();
    for (Commit commit : commits) {
      for (ProducerRecord<byte[], byte[]> record : commit.records()) {
        var _ = open.send(record); // if it fails, so does the commit
      }
    }
    open.sendOffsetsToTransaction(offsets(commits), consumer.groupMetadata());
    open.commitTransaction();
  }

  private void settle() {
    inDoubt.forEach(commit -> commit.partition().committed(commit.progress()));
    inDoubt = List.of();
  }

  /** Opening a producer ends the transaction of the one before it, one way or the other. */
  private Producer<byte[], byte[]> open(Collection<AssignedPartition> partitions) {
    Producer<byte[], byte[]> opened = producers.get();
    producer = opened;
    // Where a partition was lost since, another worker may have committed more.
    inDoubt = inDoubt.stream().filter(commit -> partitions.contains(commit.partition())).toList();
    if (!inDoubt.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> tried = offsets(inDoubt);
      if (consumer.committed(tried.keySet()).equals(tried)) {
        settle();
      } else {
        inDoubt = List.of();
      }
    }
    return opened;
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
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
