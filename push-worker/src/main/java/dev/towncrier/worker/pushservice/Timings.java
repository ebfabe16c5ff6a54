package dev.towncrier.worker.pushservice;

import java.time.Duration;

/**
 * How long connections wait, in nanoseconds.
 *
 * @param connect for a connection, and for a free place on one
 * @param request from the writing of a request to the end of its answer
 * @param quiet without a frame until a ping is sent
 * @param pingAnswer for its answer
 * @param idle without a request until the connection is closed
 * @param tick between two looks at all of this
 */
record Timings(long connect, long request, long quiet, long pingAnswer, long idle, long tick) {
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration PING_ANSWER = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofMillis(100);

  static Timings of(PushServiceSettings settings) {
    return new Timings(
        settings.connectTimeout().toNanos(),
        settings.requestTimeout().toNanos(),
        QUIET.toNanos(),
        PING_ANSWER.toNanos(),
        IDLE.toNanos(),
        TICK.toNanos());
  }

  /** The same with another patience for quiet connections. */
  Timings quietFor(Duration quietFor, Duration answer) {
    return new Timings(connect, request, quietFor.toNanos(), answer.toNanos(), idle, tick);
  }

  /** The same with another patience for unused connections. */
  Timings idleFor(Duration idleFor) {
    return new Timings(connect, request, quiet, pingAnswer, idleFor.toNanos(), tick);
  }
}
