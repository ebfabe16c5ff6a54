package dev.towncrier.api.apikeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was just made.
 *
 * @param key what its holder shows; never told again
 * @param expiresAt absent for never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MadeApiKeyView(
    UUID id,
    String key,
    String name,
    List<String> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  static MadeApiKeyView of(ApiKeys.Made made) {
    var key = made.key();
    return new MadeApiKeyView(
        key.id(),
        made.token().value(),
        key.name(),
        ApiKeyView.scopes(key),
        key.createdAt(),
        key.expiresAt());
  }

  @Override
  public String toString() {
    return "MadeApiKeyView[" + id + "]";
  }
}
