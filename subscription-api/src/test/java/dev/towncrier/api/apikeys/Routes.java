package dev.towncrier.api.apikeys;

import dev.towncrier.api.RunningApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The routes under an application that take an API key, as the API's own description has them. */
final class Routes {
  /** A route and what it takes. */
  record Route(String method, String template, boolean takesBody) {
    String path(String application) {
      return template.replace("{application}", application).replaceAll("\\{[^}]+}", "1");
    }

    String body() {
      return takesBody ? "{}" : null;
    }
  }

  private Routes() {}

  static List<Route> forServices(RunningApi api) {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = api.get("/v3/api-docs").json().get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (operation.getValue().path("security").toString().contains("API key")) {
          routes.add(
              new Route(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  operation.getValue().has("requestBody")));
        }
      }
    }
    return routes;
  }
}
