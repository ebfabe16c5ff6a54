package dev.towncrier.api.access;

import dev.towncrier.api.applications.ApplicationDirectory;
import dev.towncrier.api.applications.ApplicationPath;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.session.OwnPages;
import dev.towncrier.api.session.Session;
import dev.towncrier.api.session.SessionCookie;
import dev.towncrier.store.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Admits only holders of an API key of the application and of the scope that is needed, and
 * operators of that scope, to what is {@link ForServices}. Without an {@code Authorization} a
 * session stands for the key that it was begun with. To a key of one application, every other one
 * does not exist. A route that is of no one application takes the {@link Caller}, and holds to it.
 */
@Component
public final class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final Grants grants;
  private final SessionCookie sessions;

  Admission(Grants grants, SessionCookie sessions) {
    this.grants = grants;
    this.sessions = sessions;
  }

  /**
   * Whether a request that was admitted would be admitted now, for those that take long. A database
   * that can't be asked changes nothing.
   */
  public boolean holds(HttpServletRequest request) {
    if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
        instanceof HandlerMethod method)) {
      return false;
    }
    try {
      NeededScope.of(method).ifPresent(scope -> admit(request, method, scope));
      return true;
    } catch (Problem _) {
      return false;
    } catch (RuntimeException e) {
      log.debug("Whether a request is still admitted is not known", e);
      return true;
    }
  }

  /**
   * Admits a request.
   *
   * @throws Problem 401, 403 or 404 if it is not to be admitted
   */
  Caller admit(HttpServletRequest request, HandlerMethod method, Scope needed) {
    Grant grant = grant(request);
    Caller caller = grant.caller();
    Optional<String> named = ApplicationPath.id(request);
    if (caller.application() != null) {
      if (named.isPresent() && !named.get().equals(caller.application())) {
        throw ApplicationDirectory.unknown();
      }
      if (method.hasMethodAnnotation(OperatorsOnly.class)) {
        throw Problem.of(
            ProblemKind.FORBIDDEN, "No application's own key opens this, only the admin key.");
      }
    }
    if (!grant.allows(needed)) {
      throw Problem.of(
          ProblemKind.FORBIDDEN,
          (caller.operator() == null ? "The API key" : "The operator's token")
              + " lacks the scope "
              + needed.text()
              + ".");
    }
    return caller;
  }

  private Grant grant(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return grants.of(BearerToken.of(authorization).orElseThrow(Admission::unauthenticated));
    }
    Session session = sessions.read(request).orElseThrow(Admission::unauthenticated);
    OwnPages.check(request, session);
    return grants.of(session);
  }

  private static Problem unauthenticated() {
    return Problem.unauthenticated("Send an API key as Authorization: Bearer <key>.");
  }
}
