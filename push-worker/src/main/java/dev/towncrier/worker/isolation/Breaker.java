package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Stops asking a push service that only fails. After {@value #FAILURES} failures in a row it opens;
 * then one request at a time may try whether the service is back, first after about 5 s, later
 * after up to a minute.
 */
final class Breaker {
  static final int FAILURES = 10;
  static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private int failures;
  private Duration pause = FIRST_PAUSE;
  private boolean open;
  private boolean probing;
  private Instant probeAt = Instant.MIN;
  private Instant since = Instant.MIN;
  private String failure = "";

  Breaker(RandomGenerator random) {
    this.random = random;
  }

  boolean isOpen() {
    return open;
  }

  /** Since when it is open, if it is. */
  Instant since() {
    return since;
  }

  /** The latest failure, for people. */
  String failure() {
    return failure;
  }

  /** When the service is tried next, if it is open. */
  Instant probeAt() {
    return probeAt;
  }

  /** Whether a request may be made now. If it is open, that is the one that tries. */
  boolean mayPass(Instant now) {
    return !open || (!probing && !now.isBefore(probeAt));
  }

  /** A request that {@link #mayPass} allowed was made. */
  void passed() {
    probing = open;
  }

  /** A request was not made after all. */
  void withdrawn() {
    probing = false;
  }

  void succeeded() {
    failures = 0;
    open = false;
    probing = false;
    pause = FIRST_PAUSE;
  }

  void failed(String why, Instant now) {
    failures++;
    failure = why;
    if (open && probing) {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    } else if (open || failures < FAILURES) {
      return; // what was in flight when it opened says nothing new
    }
    if (!open) {
      since = now;
    }
    open = true;
    probing = false;
    long half = pause.toMillis() / 2;
    probeAt = now.plusMillis(half + random.nextLong(half + 1));
  }
}
