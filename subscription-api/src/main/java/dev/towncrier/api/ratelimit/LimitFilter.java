package dev.towncrier.api.ratelimit;

import dev.towncrier.api.access.VisitorRoutes;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.problems.ProblemResponse;
import dev.towncrier.api.web.ClientAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Answers 429 to an address that asks for too much of {@code /v1}, sign-ins to the console
 * included, and to an application's visitors when all of them together do. What is refused for the
 * one is not counted for the other, so that a single address can't use up what its application has.
 * An address that asks for much of what visitors call at once has to wait, so that those of another
 * find the database and the processors free.
 */
@Order(LimitFilter.ORDER)
class LimitFilter extends OncePerRequestFilter {
  static final int ORDER = 10;

  private static final PathPattern API = PathPatternParser.defaultInstance.parse("/v1/**");
  private static final PathPattern SIGN_IN =
      PathPatternParser.defaultInstance.parse("/console/session");

  private final RateLimit<ClientAddress> addresses;
  private final RateLimit<String> applications;
  private final ConcurrencyLimit<ClientAddress> atOnce;
  private final ProblemResponse problems;

  LimitFilter(
      RateLimit<ClientAddress> addresses,
      RateLimit<String> applications,
      ConcurrencyLimit<ClientAddress> atOnce,
      ProblemResponse problems) {
    this.addresses = addresses;
    this.applications = applications;
    this.atOnce = atOnce;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
    if (!API.matches(path) && !SIGN_IN.matches(path)) {
      chain.doFilter(request, response);
      return;
    }
    ClientAddress client = ClientAddress.of(request.getRemoteAddr());
    Optional<String> application = VisitorRoutes.application(path);
    Problem refusal = refusal(client, application);
    if (refusal != null) {
      problems.send(request, response, refusal);
    } else if (application.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      inItsPlace(new Place(atOnce, client), request, response, chain);
    }
  }

  private @Nullable Problem refusal(ClientAddress client, Optional<String> application) {
    Duration wait = addresses.take(client);
    if (!wait.isZero()) {
      return later(ProblemKind.RATE_LIMITED, "This address has made too many requests.", wait);
    }
    wait = application.map(applications::take).orElse(Duration.ZERO);
    return wait.isZero()
        ? null
        : later(
            ProblemKind.APPLICATION_BUSY,
            "The application's visitors have made too many requests.",
            wait);
  }

  private void inItsPlace(
      Place place, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!place.take()) {
      problems.send(request, response, Place.refusal());
      return;
    }
    place.attachTo(request);
    try {
      chain.doFilter(request, response);
    } finally {
      place.leave();
    }
  }

  private static Problem later(ProblemKind kind, String detail, Duration wait) {
    return Problem.later(kind, detail, wait.plusSeconds(1).toSeconds());
  }
}
