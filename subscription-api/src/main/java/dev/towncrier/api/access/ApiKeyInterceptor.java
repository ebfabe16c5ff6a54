package dev.towncrier.api.access;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets only holders of an API key through to what is {@link ForServices}. */
class ApiKeyInterceptor implements HandlerInterceptor {
  private final AccessSettings settings;

  ApiKeyInterceptor(AccessSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().isAnnotationPresent(ForServices.class)) {
      check(BearerToken.of(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }
    return true;
  }

  private void check(Optional<BearerToken> token) {
    if (settings.adminKey() == null) {
      throw Problem.unauthenticated("No API key is configured, so nobody may call this.");
    }
    if (token.isEmpty()) {
      throw Problem.unauthenticated("Send an API key as Authorization: Bearer <key>.");
    }
    if (!settings.isAdminKey(token.get())) {
      throw Problem.of(ProblemKind.FORBIDDEN, "The API key is not valid.");
    }
  }
}
