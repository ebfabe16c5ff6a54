package dev.towncrier.api.subscriptions;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an application has as many subscriptions as it may have, about. Each application that is
 * given subscriptions is counted when that begins, and again from time to time for as long as it
 * goes on; between two counts, what this process stores is added. A count never takes more than a
 * fiftieth of the time, however long one takes.
 */
public final class SubscriptionCap {
  /** Counts subscriptions of an application. */
  @FunctionalInterface
  interface Counter {
    /** Counts, up to {@code atMost}. */
    long count(String application, long atMost);
  }

  private static final Logger log = LoggerFactory.getLogger(SubscriptionCap.class);
  private static final long LEAST_PAUSE = Duration.ofSeconds(5).toNanos();
  private static final int PAUSE_PER_COUNT = 50;

  private final long cap;
  private final Counter counter;
  private final LongSupplier nanoTime;
  private final Executor background;
  private final ConcurrentMap<String, Tally> tallies = new ConcurrentHashMap<>();

  /**
   * @param cap 0 for none
   * @param nanoTime as {@link System#nanoTime}
   * @param background where applications are counted again
   */
  SubscriptionCap(long cap, Counter counter, LongSupplier nanoTime, Executor background) {
    this.cap = cap;
    this.counter = counter;
    this.nanoTime = nanoTime;
    this.background = background;
  }

  /** Whether the application may store no new one. Counts the first time. */
  boolean isReached(String application) {
    return room(application) == 0;
  }

  /** How many new ones the application may store. Counts the first time. */
  public long room(String application) {
    return cap > 0 ? tallies.computeIfAbsent(application, Tally::new).room() : Long.MAX_VALUE;
  }

  /** The application has so many more. */
  public void added(String application, long count) {
    Tally tally = tallies.get(application);
    if (tally != null) {
      tally.subscriptions.addAndGet(count);
    }
  }

  private final class Tally {
    private final String application;
    private final AtomicLong subscriptions = new AtomicLong();
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile boolean counted;
    private volatile long countAgainAt;

    Tally(String application) {
      this.application = application;
    }

    long room() {
      if (!counted) {
        countFirst();
      } else if (nanoTime.getAsLong() - countAgainAt >= 0 && counting.compareAndSet(false, true)) {
        background.execute(this::countAgain);
      }
      return Math.max(0, cap - subscriptions.get());
    }

    private synchronized void countFirst() {
      if (!counted) {
        count();
        counted = true;
      }
    }

    private void countAgain() {
      try {
        count();
      } catch (RuntimeException e) {
        log.warn("The subscriptions of {} can't be counted: {}", application, e.toString());
        countAgainAt = nanoTime.getAsLong() + LEAST_PAUSE;
      } finally {
        counting.set(false);
      }
    }

    private void count() {
      long start = nanoTime.getAsLong();
      subscriptions.set(counter.count(application, cap));
      long end = nanoTime.getAsLong();
      countAgainAt = end + Math.max(LEAST_PAUSE, PAUSE_PER_COUNT * (end - start));
    }
  }
}
