package dev.towncrier.benchmarks.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Does something at a steady rate, whatever becomes of it. */
public final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  private Pace() {}

  /**
   * Does it.
   *
   * @param action gets the number of the time, from 0
   * @return when each was due, in nanoseconds of {@link System#nanoTime}: a latency counted from
   *     there holds what a late sender hides
   */
  public static long[] at(int perSecond, int count, IntConsumer action) {
    long[] due = new long[count];
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      due[i] = start + (long) (i * NANOS_PER_SECOND / perSecond);
      for (long wait = due[i] - System.nanoTime(); wait > 0; wait = due[i] - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      action.accept(i);
    }
    return due;
  }
}
