package dev.towncrier.worker.pushservice;

/** Knows how long one HTTP/2 connection was quiet, and when to ask whether anybody is there. */
final class Pulse {
  /** What is to be done about it. */
  enum Finding {
    ALIVE,
    ASK,
    DEAD
  }

  private final Timings timings;
  private long lastRead;
  private boolean asked;
  private long askedAt;

  /**
   * @param now in nanoseconds, as all of its times
   */
  Pulse(Timings timings, long now) {
    this.timings = timings;
    lastRead = now;
  }

  /** Something came in. */
  void read(long now) {
    lastRead = now;
    asked = false;
  }

  /** Whether nothing came in since then. */
  boolean isSilentSince(long time) {
    return lastRead - time < 0;
  }

  /**
   * Looks.
   *
   * @param doubtful whether there is a reason to ask at once
   */
  Finding at(long now, boolean doubtful) {
    if (asked) {
      return now - askedAt >= timings.pingAnswer() ? Finding.DEAD : Finding.ALIVE;
    }
    if (doubtful || now - lastRead >= timings.quiet()) {
      asked = true;
      askedAt = now;
      return Finding.ASK;
    }
    return Finding.ALIVE;
  }
}
