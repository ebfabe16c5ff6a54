package dev.towncrier.simulator.http;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param status the status; 0 cuts the connection instead
 * @param delay how long to wait before sending it
 */
public record Answer(
    int status, Map<String, String> headers, @Nullable String body, Duration delay) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), null, Duration.ZERO);
  }

  public static Answer json(int status, String body) {
    return new Answer(status, JSON, body, Duration.ZERO);
  }

  public static Answer text(int status, String body) {
    return new Answer(
        status, Map.of("Content-Type", "text/plain; charset=utf-8"), body, Duration.ZERO);
  }
}
