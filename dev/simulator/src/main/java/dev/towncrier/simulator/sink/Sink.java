package dev.towncrier.simulator.sink;

import dev.towncrier.simulator.message.ReceiverKeys;
import dev.towncrier.simulator.subscription.PushSubscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** Numbered endpoints, and how often and when each was asked. Thread-safe, without locks. */
public final class Sink {
  private static final int MOST = 100_000;
  private static final int CHUNK = 1 << 13;

  private volatile Chunk[] chunks = {};
  private volatile int size;

  /** What is known of the endpoints of a run of numbers; a time of 0 stands for none. */
  private record Chunk(AtomicIntegerArray counts, AtomicLongArray firsts, AtomicLongArray lasts) {
    static Chunk empty() {
      return new Chunk(
          new AtomicIntegerArray(CHUNK), new AtomicLongArray(CHUNK), new AtomicLongArray(CHUNK));
    }
  }

  /**
   * Makes subscriptions with real keys, which are thrown away.
   *
   * @param count 1 to 100,000
   * @param origin of the endpoints, whose paths are {@code /sink/<number>}, from 0
   */
  public List<PushSubscription> subscribe(int count, String origin) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count is not 1 to 100000: " + count);
    }
    int number = reserve(count);
    var made = new ArrayList<PushSubscription>(count);
    for (ReceiverKeys keys : ReceiverKeys.make(count)) {
      made.add(PushSubscription.of(origin + "/sink/" + number++, keys));
    }
    return made;
  }

  private synchronized int reserve(int count) {
    int first = size;
    int wanted = Math.ceilDiv(first + count, CHUNK);
    Chunk[] more = Arrays.copyOf(chunks, wanted);
    for (int i = chunks.length; i < wanted; i++) more[i] = Chunk.empty();
    chunks = more;
    size = first + count;
    return first;
  }

  /** Counts a request. False if there is no such endpoint. */
  boolean record(int number, Instant at) {
    if (number < 0 || number >= size) return false;
    Chunk chunk = chunks[number / CHUNK];
    int place = number % CHUNK;
    long micros = Arrivals.micros(at);
    chunk.firsts.compareAndSet(place, 0, micros);
    chunk.lasts.accumulateAndGet(place, micros, Math::max);
    chunk.counts.incrementAndGet(place);
    return true;
  }

  /**
   * What arrived, in the order of the numbers.
   *
   * @param after only endpoints with a higher number
   * @param limit no more of them than this
   */
  public List<Arrivals> arrivals(int after, int limit) {
    var found = new ArrayList<Arrivals>();
    int end = size;
    for (int number = Math.max(after + 1, 0); number < end && found.size() < limit; number++) {
      Chunk chunk = chunks[number / CHUNK];
      int place = number % CHUNK;
      int count = chunk.counts.get(place);
      if (count > 0) {
        found.add(new Arrivals(number, count, chunk.firsts.get(place), chunk.lasts.get(place)));
      }
    }
    return found;
  }

  /** Counts over all. */
  public SinkSummary summary() {
    return SinkSummary.of(arrivals(-1, Integer.MAX_VALUE));
  }

  /** Forgets what arrived; the endpoints stay. */
  public synchronized void clear() {
    Chunk[] empty = new Chunk[chunks.length];
    Arrays.setAll(empty, _ -> Chunk.empty());
    chunks = empty;
  }
}
