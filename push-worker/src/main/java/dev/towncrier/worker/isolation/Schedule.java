package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;

/**
 * When those that can't go now are to come again: one after another, at the rate at which the push
 * service answers, so that they don't all come at once only to be sent away again.
 */
final class Schedule {
  private static final Duration SOONEST = Duration.ofSeconds(10);
  private static final double LOWEST_RATE = 100;
  private static final double HIGHEST_RATE = 10_000;

  private Instant last = Instant.MIN;

  /**
   * The next free time.
   *
   * @param earliest not before this; nor within 10 s
   * @param rate a second
   */
  Instant next(Instant earliest, double rate, Instant now) {
    Instant soonest = now.plus(SOONEST);
    Instant from = earliest.isAfter(soonest) ? earliest : soonest;
    Instant after = last.isAfter(from) ? last : from;
    last = after.plusNanos((long) (1e9 / Math.clamp(rate, LOWEST_RATE, HIGHEST_RATE)));
    return last;
  }
}
