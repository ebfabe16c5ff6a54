package dev.towncrier.api.access;

import dev.towncrier.store.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a credential opens.
 *
 * @param caller who shows it
 * @param scopes as they were granted
 * @param expiresAt it opens nothing from then on; null for never
 */
public record Grant(Caller caller, Set<Scope> scopes, @Nullable Instant expiresAt) {

  /** Whether it is for that. */
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.MANAGE);
  }
}
