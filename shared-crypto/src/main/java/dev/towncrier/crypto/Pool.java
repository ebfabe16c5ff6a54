package dev.towncrier.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few tools that serve one thread at a time, so that a message need not make its own.
 * Thread-locals would keep one for each thread, and virtual threads are too many and too
 * short-lived for that. Taking and giving back are one atomic step each and never wait: who finds
 * nothing makes a tool, and a tool that finds no room is dropped.
 *
 * @param <T> the tool
 */
public final class Pool<T> {

  /** Slots that lie this far apart share no line of the processor's cache. */
  private static final int STRIDE = 32;

  private static final int MOST_SLOTS = 64;

  private final Supplier<T> maker;
  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;

  /**
   * @param maker makes a tool; called whenever none is free
   */
  public Pool(Supplier<T> maker) {
    this.maker = maker;
    // A power of two, so that a mask picks the slot.
    int count = Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2;
    mask = Math.min(count, MOST_SLOTS) - 1;
    slots = new AtomicReferenceArray<>((mask + 1) * STRIDE);
  }

  /** A tool that nobody else has. */
  public T take() {
    T tool = slots.getAndSet(slot(), null);
    return tool == null ? maker.get() : tool;
  }

  /**
   * Takes a tool back. Don't give back one that has failed.
   *
   * @param tool not to be used by the caller any more
   */
  public void giveBack(T tool) {
    slots.setRelease(slot(), tool);
  }

  private int slot() {
    return ((int) Thread.currentThread().threadId() & mask) * STRIDE;
  }
}
