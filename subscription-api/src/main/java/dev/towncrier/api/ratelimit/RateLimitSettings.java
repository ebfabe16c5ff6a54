package dev.towncrier.api.ratelimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rateLimit requests a minute that one address may make, 1 to 1,000,000; 0 for no limit
 */
@ConfigurationProperties("towncrier")
record RateLimitSettings(@DefaultValue("600") int rateLimit) {
  RateLimitSettings {
    if (rateLimit < 0 || rateLimit > 1_000_000) {
      throw new IllegalArgumentException(
          "towncrier.rate-limit must be from 0 to 1000000 requests a minute, not " + rateLimit);
    }
  }
}
