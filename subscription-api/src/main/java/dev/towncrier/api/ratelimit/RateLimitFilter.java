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
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Answers 429 to an address that asks for too much of {@code /v1}, and to an application's visitors
 * when all of them together do. What is refused for the one is not counted for the other, so that a
 * single address can't use up what its application has.
 */
@Order(RateLimitFilter.ORDER)
class RateLimitFilter extends OncePerRequestFilter {
  static final int ORDER = 10;

  private static final PathPattern LIMITED = PathPatternParser.defaultInstance.parse("/v1/**");

  private final RateLimit<ClientAddress> addresses;
  private final RateLimit<String> applications;
  private final ProblemResponse problems;

  RateLimitFilter(
      RateLimit<ClientAddress> addresses,
      RateLimit<String> applications,
      ProblemResponse problems) {
    this.addresses = addresses;
    this.applications = applications;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Problem refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      problems.send(request, response, refusal);
    }
  }

  private @Nullable Problem refusal(HttpServletRequest request) {
    PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
    if (!LIMITED.matches(path)) {
      return null;
    }
    Duration wait = addresses.take(ClientAddress.of(request.getRemoteAddr()));
    if (!wait.isZero()) {
      return later(ProblemKind.RATE_LIMITED, "This address has made too many requests.", wait);
    }
    wait = VisitorRoutes.application(path).map(applications::take).orElse(Duration.ZERO);
    return wait.isZero()
        ? null
        : later(
            ProblemKind.APPLICATION_BUSY,
            "The application's visitors have made too many requests.",
            wait);
  }

  private static Problem later(ProblemKind kind, String detail, Duration wait) {
    return Problem.later(kind, detail, wait.plusSeconds(1).toSeconds());
  }
}
