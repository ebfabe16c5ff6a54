package dev.towncrier.store;

import java.time.Instant;
import java.time.InstantSource;

/** Stands at the time that a test sets. */
final class SettableClock implements InstantSource {
  private volatile Instant now;

  SettableClock(Instant now) {
    this.now = now;
  }

  void set(Instant instant) {
    now = instant;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
