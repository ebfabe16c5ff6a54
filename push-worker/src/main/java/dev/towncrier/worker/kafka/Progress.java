package dev.towncrier.worker.kafka;

import java.util.List;

/**
 * How far a partition has come, as it is committed: everything below {@code position} is finished,
 * and of what is below {@code end} everything but {@code open}.
 *
 * @param position the lowest offset that is not finished
 * @param end one more than the highest offset that counts as seen; at least {@code position}
 * @param open unfinished offsets from {@code position} to {@code end}, ascending
 */
public record Progress(long position, long end, List<Long> open) {
  /** Checks that the offsets fit together. */
  public Progress {
    open = List.copyOf(open);
    if (position < 0 || end < position) {
      throw new IllegalArgumentException("A partition came from " + position + " to " + end);
    }
    long lowest = position;
    for (long offset : open) {
      if (offset < lowest || offset >= end) {
        throw new IllegalArgumentException(
            offset + " can't be open from " + position + " to " + end);
      }
      lowest = offset + 1;
    }
  }

  /** Nothing above {@code position} has been seen. */
  public static Progress at(long position) {
    return new Progress(position, position, List.of());
  }

  /** How many records are finished, counted from offset 0 on. */
  public long finished() {
    return end - open.size();
  }
}
