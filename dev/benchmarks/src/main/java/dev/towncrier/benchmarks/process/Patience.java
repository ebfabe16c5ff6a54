package dev.towncrier.benchmarks.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something that a running worker is to bring about. */
public final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Patience() {}

  /**
   * Waits until something is so.
   *
   * @param check is made between; throws when waiting has no use
   * @return whether it came to be so within the limit
   */
  public static boolean await(Duration limit, Runnable check, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      check.run();
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }
}
