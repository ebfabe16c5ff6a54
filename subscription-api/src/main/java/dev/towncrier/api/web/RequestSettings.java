package dev.towncrier.api.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long requests are waited for, and how many clients may send at once.
 *
 * @param requestTimeout how long a request's head may take to come in, from its first byte on, and
 *     then its body; and how long one waits while too many of its address are at work; 1 s to 10
 *     minutes
 * @param connectionLimit connections that one IPv4 address, or one IPv6 /64, may hold, 1 to
 *     1,000,000; 0 for no limit; null for a quarter of all; no limit behind a proxy
 */
@ConfigurationProperties("towncrier")
public record RequestSettings(
    @DefaultValue("10s") Duration requestTimeout, @Nullable Integer connectionLimit) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final int MOST_CONNECTIONS = 1_000_000;

  /** Checks the range. */
  public RequestSettings {
    if (requestTimeout.compareTo(LEAST) < 0 || requestTimeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "towncrier.request-timeout must be from 1s to 10m, not " + requestTimeout);
    }
    if (connectionLimit != null && (connectionLimit < 0 || connectionLimit > MOST_CONNECTIONS)) {
      throw new IllegalArgumentException(
          "towncrier.connection-limit must be from 0 to 1000000 connections, not "
              + connectionLimit);
    }
  }
}
