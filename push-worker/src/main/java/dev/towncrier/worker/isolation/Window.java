package dev.towncrier.worker.isolation;

import java.time.Duration;

/**
 * How many requests to one push service may be in flight. It grows while answers come as fast as
 * usual, and shrinks while they come slower or not at all, so that a service gets what it takes and
 * no more. Adapted once a round, which is about half a window of answers.
 */
final class Window {
  static final int SMALLEST = 8;
  static final int FIRST = 256;

  /** Answers may take so many times their usual time before the window shrinks. */
  private static final double TOLERANCE = 2;

  private static final double SMALLEST_STEP = 0.5;
  private static final double WEIGHT_OF_A_ROUND = 0.1;

  private final int largest;
  private double limit;
  private double usualNanos;
  private double latestNanos;
  private long roundNanos;
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

  /** Answers a second, when the window is used; infinite before the first ones have come. */
  double rate() {
    return limit / latestNanos * 1e9;
  }

  /** An answer that says that the service is well. */
  void answered(Duration latency, int inFlight) {
    answers++;
    roundNanos += latency.toNanos();
    endRound(inFlight);
  }

  /** No answer, or one that says that the service is not well. */
  void failed(int inFlight) {
    failures++;
    endRound(inFlight);
  }

  private void endRound(int inFlight) {
    if (answers + failures < limit / 2) {
      return;
    }
    if (failures > answers) {
      limit *= SMALLEST_STEP;
    } else if (answers > 0) {
      adapt((double) roundNanos / answers, inFlight);
    }
    limit = Math.clamp(limit, Math.min(SMALLEST, largest), largest);
    roundNanos = 0;
    answers = 0;
    failures = 0;
  }

  private void adapt(double nanos, int inFlight) {
    latestNanos = nanos;
    usualNanos =
        usualNanos == 0 ? nanos : usualNanos * (1 - WEIGHT_OF_A_ROUND) + nanos * WEIGHT_OF_A_ROUND;
    double pace = Math.clamp(TOLERANCE * usualNanos / nanos, SMALLEST_STEP, 1);
    boolean isUsed = inFlight * 2 >= limit;
    if (pace < 1 || isUsed) {
      limit = limit * pace + Math.sqrt(limit);
    }
  }
}
