package dev.towncrier.store;

import dev.towncrier.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a notification has come.
 *
 * @param counts endings so far; outcomes without any are left out
 * @param audience deliveries requested; null until the fan-out has ended
 */
public record NotificationProgress(
    String id,
    Instant acceptedAt,
    Instant deadline,
    Map<Outcome, Long> counts,
    @Nullable Long audience) {

  /** Whether every delivery has ended. */
  public boolean ended() {
    return audience != null
        && counts.values().stream().mapToLong(Long::longValue).sum() >= audience;
  }
}
