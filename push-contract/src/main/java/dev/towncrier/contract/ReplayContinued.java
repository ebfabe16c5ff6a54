package dev.towncrier.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay of dead letters begins, or goes on after a slice. Its Kafka key is the replay's id.
 * Internal: no contract with others.
 *
 * @param perSecond deliveries a second, from 1; null for as fast as it goes
 * @param after the last dead letter that was read; 0 at the start
 * @param due when the next slice may be requested; null for at once
 */
public record ReplayContinued(
    UUID replayId, @Nullable Integer perSecond, long after, @Nullable Instant due) {

  /** Checks that nothing is missing. */
  public ReplayContinued {
    requireNonNull(replayId, "replayId");
    if (perSecond != null && perSecond < 1) {
      throw new IllegalArgumentException("perSecond is not positive: " + perSecond);
    }
  }

  /** The beginning of a replay. */
  public static ReplayContinued from(UUID replayId, @Nullable Integer perSecond) {
    return new ReplayContinued(replayId, perSecond, 0, null);
  }

  /** Whether it is the replay's beginning. */
  public boolean begins() {
    return after == 0;
  }
}
