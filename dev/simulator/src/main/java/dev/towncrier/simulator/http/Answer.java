package dev.towncrier.simulator.http;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param status the status; 0 cuts the connection instead, if there is no fault
 * @param delay how long to wait before sending it
 * @param fault how it goes wrong; null if it does not
 */
public record Answer(
    int status,
    Map<String, String> headers,
    @Nullable String body,
    Duration delay,
    @Nullable Fault fault) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  public static Answer empty(int status) {
    return of(status, Map.of(), null);
  }

  public static Answer json(int status, String body) {
    return of(status, JSON, body);
  }

  public static Answer text(int status, String body) {
    return of(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** At once and without a fault. */
  public static Answer of(int status, Map<String, String> headers, @Nullable String body) {
    return new Answer(status, headers, body, Duration.ZERO, null);
  }
}
