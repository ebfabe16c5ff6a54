package dev.towncrier.store;

import dev.towncrier.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a notification has come.
 *
 * @param counts endings so far; outcomes without any are left out
 * @param audience how many are in it; null until the fan-out has ended
 * @param sendAt nothing is sent before it; null for at once
 * @param scheduled whether it waits for that
 * @param receipts what browsers told of its deliveries so far; events without any are left out
 */
public record NotificationProgress(
    String application,
    String id,
    Instant acceptedAt,
    Instant deadline,
    Map<Outcome, Long> counts,
    @Nullable Long audience,
    @Nullable Instant sendAt,
    boolean scheduled,
    Standing standing,
    Map<ReceiptEvent, Long> receipts) {

  /** Whether every delivery has ended. */
  public boolean ended() {
    return audience != null
        && counts.values().stream().mapToLong(Long::longValue).sum() >= audience;
  }
}
