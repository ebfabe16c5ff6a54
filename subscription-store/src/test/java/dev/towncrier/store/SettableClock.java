package dev.towncrier.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Stands at the time that a test sets, as exact as Postgres keeps one: it would round the rest. */
final class SettableClock implements InstantSource {
  private volatile Instant now = Instant.EPOCH;

  SettableClock(Instant now) {
    set(now);
  }

  void set(Instant instant) {
    now = instant.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
