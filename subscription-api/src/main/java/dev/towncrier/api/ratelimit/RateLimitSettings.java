package dev.towncrier.api.ratelimit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rateLimit requests a minute that one IPv4 address, or one IPv6 /64, may make to {@code
 *     /v1} and to sign in to the console, 1 to 1,000,000; 0 for no limit
 * @param applicationRateLimit requests a minute that the visitors of one application may make all
 *     together, 1 to 100,000,000; 0 for no limit
 * @param concurrencyLimit requests of one IPv4 address, or one IPv6 /64, to visitors' routes that
 *     may be at work at once, 1 to 1,000,000; 0 for no limit; null for the number of processors, at
 *     least 2; no limit if {@code towncrier.rate-limit} is 0
 */
@ConfigurationProperties("towncrier")
record RateLimitSettings(
    @DefaultValue("600") int rateLimit,
    @DefaultValue("60000") int applicationRateLimit,
    @Nullable Integer concurrencyLimit) {
  private static final int LEAST_AT_ONCE = 2;

  RateLimitSettings {
    if (rateLimit < 0 || rateLimit > 1_000_000) {
      throw new IllegalArgumentException(
          "towncrier.rate-limit must be from 0 to 1000000 requests a minute, not " + rateLimit);
    }
    if (applicationRateLimit < 0 || applicationRateLimit > 100_000_000) {
      throw new IllegalArgumentException(
          "towncrier.application-rate-limit must be from 0 to 100000000 requests a minute, not "
              + applicationRateLimit);
    }
    if (concurrencyLimit != null && (concurrencyLimit < 0 || concurrencyLimit > 1_000_000)) {
      throw new IllegalArgumentException(
          "towncrier.concurrency-limit must be from 0 to 1000000 requests, not "
              + concurrencyLimit);
    }
  }

  /** How many requests of one address may be at work at once; 0 for no limit. */
  int atOnce() {
    if (concurrencyLimit != null) {
      return concurrencyLimit;
    }
    return rateLimit == 0 ? 0 : Math.max(LEAST_AT_ONCE, Runtime.getRuntime().availableProcessors());
  }
}
