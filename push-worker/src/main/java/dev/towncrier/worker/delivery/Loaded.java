package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.DeliveryTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions as Postgres had them at one moment.
 *
 * @param targets by subscription id; those that are not stored are missing
 * @param gone of the missing ones, those that a push service reported gone
 */
record Loaded(Map<UUID, DeliveryTarget> targets, Set<UUID> gone, Instant at) {
  /** Nothing loaded longer ago is sent, so an unsubscribe holds within this time. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  @Nullable DeliveryTarget target(DeliveryRequested delivery) {
    return targets.get(delivery.subscriptionId());
  }

  boolean isGone(DeliveryRequested delivery) {
    return gone.contains(delivery.subscriptionId());
  }

  boolean isFresh(Instant now) {
    return now.isBefore(at.plus(MAX_AGE));
  }
}
