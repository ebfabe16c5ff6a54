package dev.towncrier.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was erased. It does not say who.
 *
 * @param apiKeyId the API key that asked for it; null for the admin key and an operator
 * @param operator the operator who asked for it, as their issuer knows them; null for a key
 * @param subscriptions that were removed
 * @param removedSubscriptions that had been reported gone and were kept aside
 * @param notifications whose audiences named the user
 */
public record Erasure(
    UUID id,
    Instant at,
    @Nullable UUID apiKeyId,
    @Nullable String operator,
    int subscriptions,
    int removedSubscriptions,
    int notifications) {}
