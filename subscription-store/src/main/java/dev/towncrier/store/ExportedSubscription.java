package dev.towncrier.store;

import dev.towncrier.crypto.p256.P256PublicKey;

/**
 * A subscription with all that another sender needs to go on with it.
 *
 * @param applicationServerKey the public half of the VAPID key that it is bound to
 */
public record ExportedSubscription(
    NewSubscription subscription, P256PublicKey applicationServerKey) {}
