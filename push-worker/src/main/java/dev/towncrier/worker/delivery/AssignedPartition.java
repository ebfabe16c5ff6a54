package dev.towncrier.worker.delivery;

import dev.towncrier.contract.RetryTier;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.kafka.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition that this worker has: what was read and waits, what is in flight, and what is
 * finished and waits for its commit. Used by the delivery loop's thread only.
 */
final class AssignedPartition {
  /** What is written together: the records, the marks, and the progress that they stand for. */
  record Commit(
      AssignedPartition partition,
      Progress progress,
      List<ProducerRecord<byte[], byte[]>> records,
      List<Mark> marks) {}

  private record Finished(
      List<ProducerRecord<byte[], byte[]>> records, @Nullable Mark mark, boolean wasStarted) {}

  private final TopicPartition id;
  private final Lane lane;
  private final @Nullable RetryTier tier;
  private final PartitionProgress progress;
  private final Queue<Received> waiting = new PriorityQueue<>();
  private final NavigableMap<Long, Finished> finished = new TreeMap<>();
  private Progress committed;
  private int inFlight;
  private int startedUncommitted;
  private volatile boolean leaving;

  /**
   * @param lane what its deliveries take
   * @param tier of a retry topic's partition; null otherwise
   */
  AssignedPartition(TopicPartition id, Lane lane, @Nullable RetryTier tier, Progress committed) {
    this.id = id;
    this.lane = lane;
    this.tier = tier;
    this.committed = committed;
    this.progress = new PartitionProgress(committed);
  }

  TopicPartition id() {
    return id;
  }

  Lane lane() {
    return lane;
  }

  @Nullable RetryTier tier() {
    return tier;
  }

  /** Whether the record at {@code offset} is to be processed, as against finished before. */
  boolean read(long offset) {
    return progress.read(offset);
  }

  /** All records below {@code position} were read that will ever be. */
  void reached(long position) {
    progress.reached(position);
  }

  void waits(Received received) {
    waiting.add(received);
  }

  /** Takes the one that is looked at first, if it is time; null if there is none. */
  @Nullable Received takeDue(Instant now) {
    Received first = waiting.peek();
    return first == null || now.isBefore(first.lookAt()) ? null : waiting.remove();
  }

  /** Read and neither started nor finished. */
  int waiting() {
    return waiting.size();
  }

  /** The worker is about to lose it: nothing that has not been sent is to be sent any more. */
  void leave() {
    leaving = true;
    waiting.clear();
  }

  /** Asked by the threads that send, too. */
  boolean isLeaving() {
    return leaving;
  }

  void started() {
    inFlight++;
  }

  /** A delivery that was started was not sent. */
  void withdrawn() {
    inFlight--;
  }

  int inFlight() {
    return inFlight;
  }

  /**
   * A delivery that was started has come to {@code records}.
   *
   * @param mark what is to be noted about its subscription
   */
  void finished(long offset, List<ProducerRecord<byte[], byte[]>> records, @Nullable Mark mark) {
    inFlight--;
    progress.finish(offset);
    finished.put(offset, new Finished(records, mark, true));
    startedUncommitted++;
  }

  /** A record that never was started has come to {@code records}. */
  void finishedAtOnce(long offset, List<ProducerRecord<byte[], byte[]>> records) {
    progress.finish(offset);
    finished.put(offset, new Finished(records, null, false));
  }

  /** Records that are finished and not committed. */
  int uncommitted() {
    return finished.size();
  }

  /** Of those, the ones that were started, which may be repeated after a kill. */
  int startedUncommitted() {
    return startedUncommitted;
  }

  /** What is to be committed now, if there is something. */
  Optional<Commit> commit() {
    Progress snapshot = progress.snapshot();
    if (snapshot.equals(committed)) {
      return Optional.empty();
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (Finished one : finished.headMap(snapshot.end()).values()) {
      records.addAll(one.records());
      if (one.mark() != null) {
        marks.add(one.mark());
      }
    }
    return Optional.of(new Commit(this, snapshot, records, marks));
  }

  /** The commit has been made; what finished after it was put together waits for the next one. */
  void committed(Progress progress) {
    Set<Long> open = Set.copyOf(progress.open());
    finished
        .headMap(progress.end())
        .entrySet()
        .removeIf(one -> {
          boolean ends = !open.contains(one.getKey());
          if (ends && one.getValue().wasStarted()) {
            startedUncommitted--;
          }
          return ends;
        });
    committed = progress;
  }
}
