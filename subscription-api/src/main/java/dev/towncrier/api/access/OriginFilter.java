package dev.towncrier.api.access;

import dev.towncrier.api.applications.ApplicationDirectory;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.problems.ProblemResponse;
import dev.towncrier.api.session.OwnPages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * CORS (Fetch standard, section 3.3) by the application's allowed origins. Stricter than CORS, a
 * request with a foreign {@code Origin} is not performed at all, even where the page could not read
 * the answer. Pages of our own origin may call what is for services.
 */
@Component
@Order(OriginFilter.ORDER)
class OriginFilter extends OncePerRequestFilter {
  static final int ORDER = 20;

  private static final PathPattern APPLICATION = pattern("/v1/applications/{application}/**");
  private static final PathPattern ALL_APPLICATIONS = pattern("/v1/applications");
  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, If-Match, If-None-Match";
  private static final String PREFLIGHT_SECONDS = "600";

  private final ApplicationDirectory applications;
  private final ProblemResponse problems;

  OriginFilter(ApplicationDirectory applications, ProblemResponse problems) {
    this.applications = applications;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // As Spring MVC parses it, so that no spelling of a path gets past.
    PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
    PathPattern.PathMatchInfo match = APPLICATION.matchAndExtract(path);
    if (match == null) {
      if (ALL_APPLICATIONS.matches(path) && OwnPages.isForeign(request)) {
        problems.send(request, response, foreign("No page of another origin may call this."));
      } else {
        chain.doFilter(request, response);
      }
      return;
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean forVisitors = VisitorRoutes.application(path).isPresent();
    if (origin == null || (!forVisitors && !OwnPages.isForeign(request))) {
      chain.doFilter(request, response);
      return;
    }
    boolean preflight = CorsUtils.isPreFlightRequest(request);
    try {
      check(request, origin, match.getUriVariables().getOrDefault("application", ""));
      if (preflight && !forVisitors) {
        throw foreign("No page may call this; it is for servers.");
      }
      if (forVisitors) {
        allow(origin, preflight, response);
      }
    } catch (RuntimeException e) {
      problems.send(request, response, e);
      return;
    }
    if (preflight) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void check(HttpServletRequest request, String origin, String application) {
    if (!applications.get(request, application).allowsOrigin(origin)) {
      throw foreign("The application does not allow requests from pages of this origin.");
    }
  }

  private static void allow(String origin, boolean preflight, HttpServletResponse response) {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if (preflight) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE");
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
      response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    } else {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Location, Retry-After");
    }
  }

  private static Problem foreign(String detail) {
    return Problem.of(ProblemKind.FOREIGN_ORIGIN, detail);
  }

  private static PathPattern pattern(String pattern) {
    return PathPatternParser.defaultInstance.parse(pattern);
  }
}
