package dev.towncrier.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one recorded ending of a delivery, on {@code push.outcomes}.
 *
 * @param reason why it was dead-lettered; null for other outcomes
 * @param status of the push service's last answer; null if there was none
 * @param attempts requests made to the push service
 */
public record DeliveryOutcome(
    String deliveryId,
    String notificationId,
    String application,
    UUID subscriptionId,
    Outcome outcome,
    @Nullable DeadLetterReason reason,
    @Nullable Integer status,
    int attempts,
    String pushService,
    Instant at) {}
