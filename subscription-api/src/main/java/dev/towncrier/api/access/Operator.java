package dev.towncrier.api.access;

import dev.towncrier.store.Scope;
import java.util.Set;

/**
 * Somebody whom the configured issuer vouches for; works on every application.
 *
 * @param subject who, as the issuer knows them
 */
record Operator(String subject, Set<Scope> scopes) {

  boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.MANAGE);
  }
}
