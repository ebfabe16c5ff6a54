package dev.towncrier.api.ratelimit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets only so many requests of an address, or whatever else they are counted for, be at work at
 * once. Further ones wait, first come, first served.
 */
final class ConcurrencyLimit<K> {
  private final int requests;
  private final Duration patience;
  private final ConcurrentHashMap<K, Places> places = new ConcurrentHashMap<>();

  /**
   * @param requests at once; 0 for no limit
   * @param patience how long one waits
   */
  ConcurrencyLimit(int requests, Duration patience) {
    this.requests = requests;
    this.patience = patience;
  }

  /** Those of one key, kept while anyone has one or waits for one. */
  private static final class Places {
    final Semaphore free;
    int users;

    Places(int count) {
      free = new Semaphore(count, true);
    }
  }

  /**
   * Waits for a place.
   *
   * @return whether there was one in time; then it has to be {@linkplain #leave left}
   */
  boolean enter(K key) throws InterruptedException {
    if (requests == 0) {
      return true;
    }
    Semaphore free = places.compute(key, (_, present) -> oneMore(present)).free;
    boolean entered = false;
    try {
      entered = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
      return entered;
    } finally {
      if (!entered) {
        places.computeIfPresent(key, (_, present) -> oneLess(present));
      }
    }
  }

  /** Gives the place to the next. */
  void leave(K key) {
    places.computeIfPresent(
        key,
        (_, present) -> {
          present.free.release();
          return oneLess(present);
        });
  }

  /** How many of a key wait for a place. */
  int waiting(K key) {
    Places its = places.get(key);
    return its == null ? 0 : its.free.getQueueLength();
  }

  /** How many keys have a request that is at work or waits. */
  int keys() {
    return places.size();
  }

  private Places oneMore(@Nullable Places present) {
    Places its = present == null ? new Places(requests) : present;
    its.users++;
    return its;
  }

  private static @Nullable Places oneLess(Places its) {
    its.users--;
    return its.users == 0 ? null : its;
  }
}
