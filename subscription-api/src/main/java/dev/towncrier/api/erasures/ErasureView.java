package dev.towncrier.api.erasures;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.Erasure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An erasure; it does not say of whom.
 *
 * @param apiKey the id of the API key that asked for it; absent for the admin key and an operator
 * @param operator the operator who asked for it; absent for whoever showed a key
 * @param subscriptions that were removed
 * @param removedSubscriptions that had been reported gone and were kept aside
 * @param notifications whose audiences named the user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureView(
    UUID id,
    Instant at,
    @Nullable UUID apiKey,
    @Nullable String operator,
    int subscriptions,
    int removedSubscriptions,
    int notifications) {

  static ErasureView of(Erasure erasure) {
    return new ErasureView(
        erasure.id(),
        erasure.at(),
        erasure.apiKeyId(),
        erasure.operator(),
        erasure.subscriptions(),
        erasure.removedSubscriptions(),
        erasure.notifications());
  }
}
