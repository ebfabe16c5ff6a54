package dev.towncrier.worker.deadletter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast a replay goes.
 *
 * @param perSecond deliveries a second, from 1; null for as fast as it goes
 */
record Pace(@Nullable Integer perSecond) {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** A replay that was held up makes good for no more than this. */
  static final Duration MADE_GOOD = Duration.ofSeconds(1);

  /** Deliveries to request at once: at most those of a second, so that the rate is smooth. */
  int slice(int limit) {
    return perSecond == null ? limit : Math.min(limit, perSecond);
  }

  /**
   * When the slice is due that follows one of {@code size} deliveries.
   *
   * @param due when that one was due; null if it was so at once
   */
  @Nullable Instant following(@Nullable Instant due, int size, Instant now) {
    if (perSecond == null) {
      return null;
    }
    Instant earliest = now.minus(MADE_GOOD);
    Instant began = due == null ? now : due.isBefore(earliest) ? earliest : due;
    return began.plusNanos(size * NANOS_PER_SECOND / perSecond);
  }
}
