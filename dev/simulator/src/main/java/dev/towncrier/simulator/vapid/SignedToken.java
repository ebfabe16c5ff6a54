package dev.towncrier.simulator.vapid;

import java.time.Instant;

/**
 * A token whose signature verified: what does not change from one request to the next.
 *
 * @param key the signer's public key in base64url without padding
 */
record SignedToken(String key, String audience, Instant expiresAt) {}
