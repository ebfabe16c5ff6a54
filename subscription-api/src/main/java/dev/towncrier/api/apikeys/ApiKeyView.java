package dev.towncrier.api.apikeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.ApiKey;
import dev.towncrier.store.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, as it is listed.
 *
 * @param expiresAt absent for never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiKeyView(
    UUID id, String name, List<String> scopes, Instant createdAt, @Nullable Instant expiresAt) {

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(key.id(), key.name(), scopes(key), key.createdAt(), key.expiresAt());
  }

  static List<String> scopes(ApiKey key) {
    return key.scopes().stream().sorted().map(Scope::text).toList();
  }
}
