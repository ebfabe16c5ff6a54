package dev.towncrier.worker.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Answers as the API's actuator does: 200 with status UP, or 503 with DOWN, and the status of each
 * part.
 */
public final class HealthPages implements HttpHandler {
  /**
   * The parts of each page. Not live: only a restart helps. Not started: it does not take its share
   * yet. Not ready: it waits for something else.
   */
  private static final Map<String, List<String>> PAGES =
      Map.of(
          "/actuator/health/liveness", List.of("delivery"),
          "/actuator/health/startup", List.of("schema", "keys", "joined"),
          "/actuator/health/readiness", List.of("db", "kafka", "schema", "keys", "joined"));

  private final Map<String, HealthIndicator> indicators;

  HealthPages(Map<String, HealthIndicator> indicators) {
    this.indicators = indicators;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> parts = PAGES.get(exchange.getRequestURI().getPath());
      if (parts == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Map<String, Status> found = found(parts);
      boolean up = found.values().stream().allMatch(Status.UP::equals);
      byte[] body = json(up ? Status.UP : Status.DOWN, found).getBytes(US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(up ? 200 : 503, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, Status> found(List<String> parts) {
    Map<String, Status> found = new TreeMap<>();
    for (String part : parts) {
      Health health = Objects.requireNonNull(indicators.get(part), part).health();
      found.put(part, health == null ? Status.UNKNOWN : health.getStatus());
    }
    return found;
  }

  // Names and statuses are words of ours, without anything to escape.
  private static String json(Status status, Map<String, Status> parts) {
    return parts.entrySet().stream()
        .map(part -> "\"%s\":{\"status\":\"%s\"}".formatted(part.getKey(), part.getValue()))
        .collect(Collectors.joining(",", "{\"status\":\"" + status + "\",\"components\":{", "}}"));
  }
}
