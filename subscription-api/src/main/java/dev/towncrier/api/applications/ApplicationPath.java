package dev.towncrier.api.applications;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/** What {@code {application}} stands for in a request's path. */
public final class ApplicationPath {
  private ApplicationPath() {}

  /** The id that the path names, whether or not there is such an application. */
  public static Optional<String> id(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map && map.get("application") instanceof String id
        ? Optional.of(id)
        : Optional.empty();
  }
}
