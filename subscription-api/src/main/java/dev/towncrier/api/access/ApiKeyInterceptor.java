package dev.towncrier.api.access;

import dev.towncrier.api.applications.ApplicationDirectory;
import dev.towncrier.api.applications.ApplicationPath;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.AccessToken;
import dev.towncrier.store.ApiKey;
import dev.towncrier.store.ApiKeys;
import dev.towncrier.store.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only holders of an API key of the application and of the scope that is needed, and operators
 * of that scope, through to what is {@link ForServices}. To a key of one application, every other
 * one does not exist. A route that is of no one application takes the {@link Caller}, and holds to
 * it.
 */
class ApiKeyInterceptor implements HandlerInterceptor {
  private final AccessSettings settings;
  private final ApiKeys keys;
  private final Operators operators;

  ApiKeyInterceptor(AccessSettings settings, ApiKeys keys, Operators operators) {
    this.settings = settings;
    this.keys = keys;
    this.operators = operators;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      NeededScope.of(method)
          .ifPresent(
              scope -> request.setAttribute(Caller.ATTRIBUTE, check(request, method, scope)));
    }
    return true;
  }

  private Caller check(HttpServletRequest request, HandlerMethod method, Scope needed) {
    BearerToken token =
        BearerToken.of(request.getHeader(HttpHeaders.AUTHORIZATION))
            .orElseThrow(
                () -> Problem.unauthenticated("Send an API key as Authorization: Bearer <key>."));
    if (settings.isAdminKey(token)) {
      return new Caller(null, null, null);
    }
    Optional<Operator> operator = operators.find(token);
    if (operator.isPresent()) {
      return check(operator.get(), needed);
    }
    ApiKey key =
        keys.find(new AccessToken(token.value()))
            .orElseThrow(() -> Problem.of(ProblemKind.FORBIDDEN, "The API key is not valid."));
    Optional<String> named = ApplicationPath.id(request);
    if (named.isPresent() && !named.get().equals(key.application())) {
      throw ApplicationDirectory.unknown();
    }
    if (method.hasMethodAnnotation(OperatorsOnly.class)) {
      throw Problem.of(
          ProblemKind.FORBIDDEN, "No application's own key opens this, only the admin key.");
    }
    if (!key.allows(needed)) {
      throw Problem.of(ProblemKind.FORBIDDEN, "The API key lacks the scope " + needed.text() + ".");
    }
    return new Caller(key.id(), null, key.application());
  }

  private static Caller check(Operator operator, Scope needed) {
    if (!operator.allows(needed)) {
      throw Problem.of(
          ProblemKind.FORBIDDEN, "The operator's token lacks the scope " + needed.text() + ".");
    }
    return new Caller(null, operator.subject(), null);
  }
}
