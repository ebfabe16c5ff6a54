package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition that this worker has: what was read and waits, what is in flight, and what is
 * finished and waits for its commit. Used by the delivery loop's thread only.
 */
final class AssignedPartition {
  /**
   * A delivery that was read.
   *
   * @param timestamp of its record, in milliseconds since 1970
   */
  record Received(long offset, long timestamp, DeliveryRequested delivery) {}

  /** What is written together: the records and the progress that they stand for. */
  record Commit(
      AssignedPartition partition,
      Progress progress,
      List<ProducerRecord<byte[], byte[]>> records) {}

  private final TopicPartition id;
  private final PartitionProgress progress;
  private final Deque<Received> waiting = new ArrayDeque<>();
  private final NavigableMap<Long, List<ProducerRecord<byte[], byte[]>>> finished = new TreeMap<>();
  private Progress committed;
  private int inFlight;

  AssignedPartition(TopicPartition id, Progress committed) {
    this.id = id;
    this.committed = committed;
    this.progress = new PartitionProgress(committed);
  }

  TopicPartition id() {
    return id;
  }

  /** Whether the record at {@code offset} is to be processed, as against finished before. */
  boolean read(long offset) {
    return progress.read(offset);
  }

  Deque<Received> waiting() {
    return waiting;
  }

  void started() {
    inFlight++;
  }

  int inFlight() {
    return inFlight;
  }

  /** A delivery that was started has come to {@code records}. */
  void finished(long offset, List<ProducerRecord<byte[], byte[]>> records) {
    inFlight--;
    finishedAtOnce(offset, records);
  }

  /** A record that never was started has come to {@code records}. */
  void finishedAtOnce(long offset, List<ProducerRecord<byte[], byte[]>> records) {
    progress.finish(offset);
    finished.put(offset, records);
  }

  /** Finished deliveries that are not committed. */
  int uncommitted() {
    return finished.size();
  }

  /** Whether there is something to commit. */
  boolean hasNews() {
    return !progress.snapshot().equals(committed);
  }

  /** What is to be committed now. */
  Commit commit() {
    Progress snapshot = progress.snapshot();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    finished.headMap(snapshot.end()).values().forEach(records::addAll);
    return new Commit(this, snapshot, records);
  }

  /** The commit has been made; what finished after it was put together waits for the next one. */
  void committed(Progress progress) {
    finished.headMap(progress.end()).keySet().retainAll(Set.copyOf(progress.open()));
    committed = progress;
  }
}
