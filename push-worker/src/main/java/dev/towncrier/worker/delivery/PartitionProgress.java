package dev.towncrier.worker.delivery;

import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Keeps which offsets of one partition are finished. Records are read in ascending order; offsets
 * that never appear (transaction markers, records past their retention) count as finished. Not
 * thread-safe.
 */
final class PartitionProgress {
  private final TreeSet<Long> open;
  private final TreeSet<Long> awaited;
  private long end;

  /** Carries on from what was committed. */
  PartitionProgress(Progress committed) {
    open = new TreeSet<>(committed.open());
    awaited = new TreeSet<>(committed.open());
    end = committed.end();
  }

  /**
   * The record at {@code offset} was read.
   *
   * @return whether it is to be processed; false if it was finished before
   */
  boolean read(long offset) {
    passOver(offset);
    if (offset < end) {
      return awaited.remove(offset);
    }
    end = offset + 1;
    open.add(offset);
    return true;
  }

  /**
   * All below {@code position} were read that will ever be: what lies between them belongs to
   * transactions, aborted ones too, of which nobody hears.
   */
  void reached(long position) {
    passOver(position);
    end = Math.max(end, position);
  }

  /** What was awaited below {@code offset} does not appear any more. */
  private void passOver(long offset) {
    NavigableSet<Long> missing = awaited.headSet(offset, false);
    open.removeAll(missing);
    missing.clear();
  }

  /** The record at {@code offset} is done with. */
  void finish(long offset) {
    open.remove(offset);
  }

  /**
   * What can be committed now. If not all that is open fits into the metadata, it says nothing of
   * what lies beyond: results at or above its {@code end} must wait.
   */
  Progress snapshot() {
    if (open.isEmpty()) {
      return Progress.at(end);
    }
    long position = open.first();
    List<Long> offsets = new ArrayList<>(open);
    int fitting = ProgressMetadata.fitting(position, offsets, end - position);
    return fitting == offsets.size()
        ? new Progress(position, end, offsets)
        : new Progress(position, offsets.get(fitting), offsets.subList(0, fitting));
  }
}
