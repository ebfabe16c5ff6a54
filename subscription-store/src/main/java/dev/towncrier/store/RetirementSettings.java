package dev.towncrier.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When subscriptions retire.
 *
 * @param retireAfter a subscription retires when it was neither accepted nor seen for so long,
 *     counted in whole days; 30 to 3,650 days; null for none: nothing retires
 */
@ConfigurationProperties("towncrier")
public record RetirementSettings(@Nullable Duration retireAfter) {
  private static final Duration LEAST = Duration.ofDays(30);
  private static final Duration MOST = Duration.ofDays(3_650);

  /** Checks the duration. */
  public RetirementSettings {
    if (retireAfter != null
        && (retireAfter.compareTo(LEAST) < 0 || retireAfter.compareTo(MOST) > 0)) {
      throw new IllegalArgumentException(
          "towncrier.retire-after must be from 30 to 3650 days, not " + retireAfter);
    }
  }

  /** Whether any subscription ever retires. */
  public boolean isOn() {
    return retireAfter != null;
  }
}
