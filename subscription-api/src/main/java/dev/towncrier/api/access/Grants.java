package dev.towncrier.api.access;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.session.Session;
import dev.towncrier.api.session.SessionCookie;
import dev.towncrier.store.AccessToken;
import dev.towncrier.store.ApiKey;
import dev.towncrier.store.ApiKeys;
import dev.towncrier.store.Scope;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the credentials of services and operators open at this moment. */
@Component
public final class Grants {
  private final AccessSettings settings;
  private final Operators operators;
  private final ApiKeys keys;

  Grants(AccessSettings settings, Operators operators, ApiKeys keys) {
    this.settings = settings;
    this.operators = operators;
    this.keys = keys;
  }

  /**
   * What a key or an operator's token opens.
   *
   * @throws Problem 403 if it is not valid, 503 if the issuer's keys can't be had
   */
  public Grant of(BearerToken token) {
    return find(token)
        .orElseThrow(() -> Problem.of(ProblemKind.FORBIDDEN, "The API key is not valid."));
  }

  /**
   * What a session opens.
   *
   * @throws Problem 401 if its key has been revoked; otherwise as for its token
   */
  public Grant of(Session session) {
    return find(new BearerToken(session.credential())).orElseThrow(SessionCookie::ended);
  }

  private Optional<Grant> find(BearerToken token) {
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
