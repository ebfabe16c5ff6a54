package dev.towncrier.contract;

import java.time.Duration;

/** How long deliveries wait on a retry topic at most before they are looked at again. */
public enum RetryTier {
  /** Ten seconds. */
  TEN_SECONDS("10s", Duration.ofSeconds(10)),
  /** A minute. */
  ONE_MINUTE("1m", Duration.ofMinutes(1)),
  /** Ten minutes. */
  TEN_MINUTES("10m", Duration.ofMinutes(10)),
  /** An hour. */
  ONE_HOUR("1h", Duration.ofHours(1));

  private final String label;
  private final Duration wait;

  RetryTier(String label, Duration wait) {
    this.label = label;
    this.wait = wait;
  }

  /** As it ends the topic's name. */
  public String label() {
    return label;
  }

  /** The longest that a delivery waits there in one go. */
  public Duration duration() {
    return wait;
  }

  /** The tier whose wait is nearest to {@code delay}, as a ratio. */
  public static RetryTier nearest(Duration delay) {
    double millis = Math.max(delay.toMillis(), 0);
    RetryTier nearest = TEN_SECONDS;
    for (RetryTier tier : values()) {
      // Beyond the geometric mean of two neighbours the longer one is nearer.
      double meanSquared = (double) nearest.wait.toMillis() * tier.wait.toMillis();
      if (millis * millis > meanSquared) {
        nearest = tier;
      }
    }
    return nearest;
  }
}
