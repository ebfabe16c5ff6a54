package dev.towncrier.api.access;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.store.AccessToken;
import dev.towncrier.store.ApiKey;
import dev.towncrier.store.ApiKeys;
import dev.towncrier.store.Scope;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the credentials of services and operators open at this moment. */
@Component
final class Grants {
  private final AccessSettings settings;
  private final Operators operators;
  private final ApiKeys keys;

  Grants(AccessSettings settings, Operators operators, ApiKeys keys) {
    this.settings = settings;
    this.operators = operators;
    this.keys = keys;
  }

  /**
   * What a token opens; empty if it is none, or was revoked or has expired.
   *
   * @throws Problem 403 if it has the form of an operator's token and is not valid, 503 if the
   *     issuer's keys can't be had
   */
  Optional<Grant> find(BearerToken token) {
    if (settings.isAdminKey(token)) {
      return Optional.of(new Grant(new Caller(null, null, null), Set.of(Scope.MANAGE), null));
    }
    return operators
        .find(token)
        .or(() -> keys.find(new AccessToken(token.value())).map(Grants::grant));
  }

  private static Grant grant(ApiKey key) {
    return new Grant(new Caller(key.id(), null, key.application()), key.scopes(), key.expiresAt());
  }
}
