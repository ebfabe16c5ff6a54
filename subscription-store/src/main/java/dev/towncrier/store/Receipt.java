package dev.towncrier.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says has become of a delivery.
 *
 * @param notification the delivery's notification, as the browser says; null if it doesn't
 * @param subscription the delivery's subscription, as the browser says; null if it doesn't
 * @param at when, by the browser's clock
 */
public record Receipt(
    String deliveryId,
    @Nullable String notification,
    @Nullable UUID subscription,
    ReceiptEvent event,
    Instant at) {}
