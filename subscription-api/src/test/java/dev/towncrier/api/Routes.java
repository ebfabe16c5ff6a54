package dev.towncrier.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Every route that the API's own description has. */
public final class Routes {
  /** What a caller shows. */
  public enum Credential {
    /** Nothing. */
    NONE,
    /** A subscription's token. */
    TOKEN,
    /** An API key. */
    KEY
  }

  /**
   * A route and what it takes.
   *
   * @param contentType of its body, the first that it takes; null if it takes none
   * @param example of its body; missing if it takes none, or is no JSON
   */
  public record Route(
      String method, String template, Credential credential, String contentType, JsonNode example) {

    /** Its path in that application, with ids that nothing has. */
    public String path(String application) {
      return template.replace("{application}", application).replaceAll("\\{[^}]+}", "1");
    }

    /** A body that says nothing, where it takes one. */
    public String body() {
      return contentType == null ? null : "{}";
    }

    /** Whether it is under one application. */
    public boolean isOfOneApplication() {
      return template.contains("{application}");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  private Routes() {}

  /** All of them. */
  public static List<Route> all(RunningApi api) {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = api.get("/v3/api-docs").json().get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode described = operation.getValue();
        JsonNode contents = described.at("/requestBody/content");
        routes.add(
            new Route(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                credential(described.path("security").toString()),
                contents.isMissingNode() ? null : contents.propertyNames().iterator().next(),
                contents.at("/application~1json/example")));
      }
    }
    return routes;
  }

  /** Those under one application that take an API key. */
  public static Stream<Route> forServices(RunningApi api) {
    return all(api).stream()
        .filter(route -> route.credential() == Credential.KEY && route.isOfOneApplication());
  }

  private static Credential credential(String security) {
    return switch (security) {
      case "[]" -> Credential.NONE;
      case "[{\"subscriptionToken\":[]}]" -> Credential.TOKEN;
      case "[{\"apiKey\":[]}]" -> Credential.KEY;
      default -> throw new AssertionError("What is to be shown for " + security + "?");
    };
  }
}
