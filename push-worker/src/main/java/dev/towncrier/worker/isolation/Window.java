package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;

/**
 * How many requests to one push service may be in flight. It grows while answers come as fast as
 * usual, and shrinks while they come slower or not at all, so that a service gets what it takes and
 * no more, and what goes first finds no long line before it. Adapted once a round, which is about
 * half a window of answers.
 */
final class Window {
  static final int SMALLEST = 8;
  static final int FIRST = 256;

  /** Answers may take so many times their usual time before the window shrinks. */
  private static final double TOLERANCE = 2;

  /** Faster than this is fast, whatever is usual; below it is the noise of our own machine. */
  private static final Duration FAST = Duration.ofMillis(5);

  /** What lasts for so long has become usual. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private static final double SMALLEST_STEP = 0.5;
  private static final int RESERVED_PART = 10;

  private final int largest;
  private double limit;
  private double usualNanos;
  private double latestNanos;
  private long roundNanos;
  private Instant roundEnd = Instant.MIN;
  private int answers;
  private int failures;

  /**
   * @param largest it never exceeds this
   */
  Window(int largest) {
    this.largest = largest;
    this.limit = Math.min(FIRST, largest);
  }

  /** Requests in flight, at most. */
  int limit() {
    return (int) limit;
  }

  /** The same for what leaves some room to what goes first; at least 1. */
  int limitOfTheRest() {
    return Math.max(1, limit() - Math.max(1, limit() / RESERVED_PART));
  }

  /** Answers a second, when the window is used; infinite before the first ones have come. */
  double rate() {
    return limit / latestNanos * 1e9;
  }

  /** An answer that says that the service is well. */
  void answered(Duration latency, int inFlight, Instant now) {
    answers++;
    roundNanos += latency.toNanos();
    endRound(inFlight, now);
  }

  /** No answer, or one that says that the service is not well. */
  void failed(int inFlight, Instant now) {
    failures++;
    endRound(inFlight, now);
  }

  private void endRound(int inFlight, Instant now) {
    if (answers + failures < limit / 2) {
      return;
    }
    if (failures > answers) {
      limit *= SMALLEST_STEP;
    } else if (answers > 0) {
      adapt((double) roundNanos / answers, inFlight, now);
    }
    roundEnd = now;
    limit = Math.clamp(limit, Math.min(SMALLEST, largest), largest);
    roundNanos = 0;
    answers = 0;
    failures = 0;
  }

  private void adapt(double nanos, int inFlight, Instant now) {
    latestNanos = nanos;
    usualNanos += (nanos - usualNanos) * weight(now);
    double allowed = TOLERANCE * Math.max(usualNanos, (double) FAST.toNanos());
    double pace = Math.clamp(allowed / nanos, SMALLEST_STEP, 1);
    boolean isUsed = inFlight * 2 >= limit;
    if (pace < 1 || isUsed) {
      limit = limit * pace + Math.sqrt(limit);
    }
  }

  /** How much the round counts beside all before it: by the time that it took. */
  private double weight(Instant now) {
    if (usualNanos == 0) {
      return 1;
    }
    double past = Math.max(0, Duration.between(roundEnd, now).toNanos());
    return 1 - Math.exp(-past / (double) MEMORY.toNanos());
  }
}
