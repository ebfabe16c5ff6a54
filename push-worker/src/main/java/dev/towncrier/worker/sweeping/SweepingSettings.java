package dev.towncrier.worker.sweeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what has ended is kept.
 *
 * @param kept how long behind its deadline a notification is kept, with its counts and the claim on
 *     its id; one whose fan-out has not ended, seven days longer; at least two hours
 */
@ConfigurationProperties("towncrier.notifications")
public record SweepingSettings(@DefaultValue("P1D") Duration kept) {
  /** Deliveries, and what workers remember of a notification, are through by then. */
  private static final Duration LEAST = Duration.ofHours(2);

  /** Checks the duration. */
  public SweepingSettings {
    if (kept.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "towncrier.notifications.kept must be at least " + LEAST + ", not " + kept);
    }
  }
}
