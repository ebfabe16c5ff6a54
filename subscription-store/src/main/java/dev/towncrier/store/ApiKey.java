package dev.towncrier.store;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; the key itself is not.
 *
 * @param name what people call it
 * @param expiresAt it opens nothing from then on; null for never
 */
public record ApiKey(
    UUID id,
    String application,
    String name,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  /** Copies the scopes. */
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it may be used for that. */
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.MANAGE);
  }
}
