package dev.towncrier.crypto.vapid;

import dev.towncrier.crypto.p256.P256KeyPair;

/**
 * As whom an application appears to push services.
 *
 * @param keyPair the pair whose public half the subscriptions were made with, as {@code
 *     applicationServerKey}
 * @param subject whom a push service may contact
 */
public record VapidIdentity(P256KeyPair keyPair, VapidSubject subject) {}
