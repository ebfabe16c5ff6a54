package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Recipient;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.NotificationKey;
import dev.towncrier.store.NotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions and decisions about notifications, as Postgres had them at one moment.
 *
 * @param targets by subscription id; those that are not stored are missing
 * @param recipients by subscription id, of those whose messages depend on them
 * @param untied those that reached their subscription by a tie that has been cut since
 * @param gone of the missing ones, those that a push service reported gone
 * @param halted notifications that are paused or cancelled
 */
record Loaded(
    Map<UUID, DeliveryTarget> targets,
    Map<UUID, Recipient> recipients,
    Set<DeliveryRequested> untied,
    Set<UUID> gone,
    Map<NotificationKey, NotificationState> halted,
    Instant at) {
  /**
   * Nothing loaded longer ago is sent, so an unsubscribe, a cut tie or a cancel holds within this
   * time.
   */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  @Nullable DeliveryTarget target(DeliveryRequested delivery) {
    return targets.get(delivery.subscriptionId());
  }

  Recipient recipient(DeliveryRequested delivery) {
    return recipients.getOrDefault(delivery.subscriptionId(), Recipient.UNKNOWN);
  }

  boolean isGone(DeliveryRequested delivery) {
    return gone.contains(delivery.subscriptionId());
  }

  /**
   * Whether the delivery's notification was for a user whom its subscription is no longer tied to.
   */
  boolean isUntied(DeliveryRequested delivery) {
    return untied.contains(delivery);
  }

  /** Whether the delivery's notification is paused or cancelled; null if it is neither. */
  @Nullable NotificationState halted(DeliveryRequested delivery) {
    return halted.get(new NotificationKey(delivery.application(), delivery.notificationId()));
  }

  /** Those whose notifications are neither paused nor cancelled, nor for somebody else by now. */
  List<DeliveryRequested> going(List<DeliveryRequested> deliveries) {
    return deliveries.stream()
        .filter(delivery -> halted(delivery) == null && !isUntied(delivery))
        .toList();
  }

  boolean isFresh(Instant now) {
    return now.isBefore(at.plus(MAX_AGE));
  }
}
