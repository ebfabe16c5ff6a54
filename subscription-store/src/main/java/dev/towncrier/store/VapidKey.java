package dev.towncrier.store;

import dev.towncrier.crypto.p256.P256PublicKey;
import java.time.Instant;
import java.util.UUID;

/**
 * The public side of one of an application's VAPID keys.
 *
 * @param createdAt when it was stored here, whenever it was made
 * @param subscriptions how many were made with it and are still there
 */
public record VapidKey(UUID id, P256PublicKey publicKey, Instant createdAt, long subscriptions) {}
