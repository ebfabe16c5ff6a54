package dev.towncrier.api.ratelimit;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.problems.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Answers 429 to an address that asks for too much of {@code /v1}. */
@Order(RateLimitFilter.ORDER)
class RateLimitFilter extends OncePerRequestFilter {
  static final int ORDER = 10;

  private static final PathPattern LIMITED = PathPatternParser.defaultInstance.parse("/v1/**");

  private final RateLimit limit;
  private final ProblemResponse problems;

  RateLimitFilter(RateLimit limit, ProblemResponse problems) {
    this.limit = limit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait =
        LIMITED.matches(ServletRequestPathUtils.parseAndCache(request).pathWithinApplication())
            ? limit.take(ClientAddress.of(request.getRemoteAddr()))
            : Duration.ZERO;
    if (wait.isZero()) {
      chain.doFilter(request, response);
    } else {
      problems.send(
          request,
          response,
          Problem.later(
              ProblemKind.RATE_LIMITED,
              "This address has made too many requests.",
              wait.plusSeconds(1).toSeconds()));
    }
  }
}
