package dev.towncrier.worker.pushservice;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent. Some goes first; of the rest a little goes in between, so that it never
 * waits for ever. Safe for use by many threads.
 */
final class WaitingLine {
  /** Every so many, one of the rest has its turn. */
  static final int IN_BETWEEN = 8;

  private final ConcurrentLinkedDeque<Sending> first = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<Sending> rest = new ConcurrentLinkedDeque<>();
  private final AtomicInteger turns = new AtomicInteger();

  void add(Sending sending) {
    (sending.goesFirst() ? first : rest).add(sending);
  }

  /** Puts it before everything else. */
  void addFirst(Sending sending) {
    first.addFirst(sending);
  }

  /** Takes it out; false if it is not there any more. */
  boolean remove(Sending sending) {
    return first.remove(sending) || rest.remove(sending);
  }

  boolean isEmpty() {
    return first.isEmpty() && rest.isEmpty();
  }

  /** Takes what is to be sent next. */
  @Nullable Sending poll() {
    boolean inBetween = !first.isEmpty() && turns.incrementAndGet() % IN_BETWEEN == 0;
    Sending next = inBetween ? rest.poll() : first.poll();
    if (next != null) {
      return next;
    }
    return inBetween ? first.poll() : rest.poll();
  }

  /**
   * Takes out what has waited since that time or longer.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  List<Sending> removeSince(long nanoTime) {
    List<Sending> removed = new ArrayList<>();
    for (ConcurrentLinkedDeque<Sending> line : List.of(first, rest)) {
      Sending oldest = line.peek();
      while (oldest != null && oldest.since() - nanoTime <= 0) {
        if (line.remove(oldest)) {
          removed.add(oldest);
        }
        oldest = line.peek();
      }
    }
    return removed;
  }
}
