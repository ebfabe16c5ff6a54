package dev.towncrier.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a key that userTokens are verified with.
 *
 * @param kid how tokens name it; null if they don't
 * @param publicKey null of a secret one
 */
public record UserKey(
    UUID id,
    String application,
    @Nullable String kid,
    TokenAlgorithm algorithm,
    @Nullable VerificationKey publicKey,
    Instant createdAt) {}
