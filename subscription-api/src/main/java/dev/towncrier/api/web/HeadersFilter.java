package dev.towncrier.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Headers that tell browsers to trust no more than they must. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HeadersFilter extends OncePerRequestFilter {
  // Notifications may show other sites' images, and a service worker keeps its script's policy.
  private static final String PAGES =
      "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";
  private static final PathPattern API = PathPatternParser.defaultInstance.parse("/v1/**");
  private static final PathPattern SESSION =
      PathPatternParser.defaultInstance.parse("/console/session");
  private static final int YEAR_SECONDS = 31_536_000;

  // Swagger UI sets styles on its elements.
  private static final String SWAGGER_UI = PAGES + "; style-src 'self' 'unsafe-inline'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Under no-referrer, browsers would send our own pages' requests with the origin "null".
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader(
        "Content-Security-Policy", path.startsWith("/swagger-ui/") ? SWAGGER_UI : PAGES);
    if (path.startsWith("/towncrier/")) { // the library, which pages of any site may import
      response.setHeader("Access-Control-Allow-Origin", "*");
    }
    PathContainer parsed = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
    if (API.matches(parsed) || SESSION.matches(parsed)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (request.isSecure()) { // over plain HTTP, browsers must not heed it (RFC 6797 section 8.1)
      response.setHeader("Strict-Transport-Security", "max-age=" + YEAR_SECONDS);
    }
    chain.doFilter(request, response);
  }
}
