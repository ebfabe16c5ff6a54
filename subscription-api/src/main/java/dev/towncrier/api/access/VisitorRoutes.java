package dev.towncrier.api.access;

import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The routes that visitors' browsers call, which anyone can. */
public final class VisitorRoutes {
  private static final List<PathPattern> PATTERNS =
      List.of(
          pattern("/v1/applications/{application}/config"),
          pattern("/v1/applications/{application}/receipts"),
          pattern("/v1/applications/{application}/subscriptions/**"));
  private static final List<PathPattern> SERVICES_AMONG_THEM =
      List.of(
          pattern("/v1/applications/{application}/subscriptions/import"),
          pattern("/v1/applications/{application}/subscriptions/export"),
          pattern("/v1/applications/{application}/subscriptions/{id}/test"));

  private VisitorRoutes() {}

  /** The id in such a route's path, whether or not there is such an application. */
  public static Optional<String> application(PathContainer path) {
    if (SERVICES_AMONG_THEM.stream().anyMatch(pattern -> pattern.matches(path))) {
      return Optional.empty();
    }
    for (PathPattern pattern : PATTERNS) {
      PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
      if (match != null) {
        return Optional.ofNullable(match.getUriVariables().get("application"));
      }
    }
    return Optional.empty();
  }

  private static PathPattern pattern(String pattern) {
    return PathPatternParser.defaultInstance.parse(pattern);
  }
}
