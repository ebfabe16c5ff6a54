package dev.towncrier.api.ratelimit;

import dev.towncrier.api.access.VisitorRoutes;
import dev.towncrier.api.problems.ProblemResponse;
import dev.towncrier.api.web.ClientAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Makes an address wait that asks for much of what visitors call at once, so that those of another
 * find the database and the processors free. What an address may not ask for at all is refused
 * before it waits.
 */
@Order(ConcurrencyLimitFilter.ORDER)
class ConcurrencyLimitFilter extends OncePerRequestFilter {
  static final int ORDER = RateLimitFilter.ORDER + 1;

  private final ConcurrencyLimit<ClientAddress> addresses;
  private final ProblemResponse problems;

  ConcurrencyLimitFilter(ConcurrencyLimit<ClientAddress> addresses, ProblemResponse problems) {
    this.addresses = addresses;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return VisitorRoutes.application(
            ServletRequestPathUtils.parseAndCache(request).pathWithinApplication())
        .isEmpty();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Place place = new Place(addresses, ClientAddress.of(request.getRemoteAddr()));
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
}
