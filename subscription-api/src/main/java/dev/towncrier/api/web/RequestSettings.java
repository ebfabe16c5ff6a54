package dev.towncrier.api.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long requests are waited for.
 *
 * @param requestTimeout how long a request's head may take to come in, from its first byte on, and
 *     then its body; 1 s to 10 minutes
 */
@ConfigurationProperties("towncrier")
public record RequestSettings(@DefaultValue("10s") Duration requestTimeout) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(10);

  /** Checks the range. */
  public RequestSettings {
    if (requestTimeout.compareTo(LEAST) < 0 || requestTimeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "towncrier.request-timeout must be from 1s to 10m, not " + requestTimeout);
    }
  }
}
