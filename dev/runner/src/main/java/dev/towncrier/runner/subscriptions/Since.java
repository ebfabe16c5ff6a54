package dev.towncrier.runner.subscriptions;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Since when, as a time or as how long ago. */
sealed interface Since {

  /** Since a time. */
  record Time(Instant value) implements Since {}

  /** For so long. */
  record Ago(Duration value) implements Since {}

  /**
   * Reads either.
   *
   * @param text a time or a duration of ISO 8601, or a short duration such as 90m, 6h or 3d
   * @throws DateTimeException if it is none of these, or lies in the future
   */
  static Since parse(String text) {
    if (text.matches("\\d{4}-.*")) {
      return new Time(Instant.parse(text));
    }
    String upper = text.toUpperCase(Locale.ROOT);
    Duration ago =
        Duration.parse(upper.startsWith("P") ? upper : (upper.endsWith("D") ? "P" : "PT") + upper);
    if (ago.isNegative()) {
      throw new DateTimeException("It lies in the future: " + text);
    }
    return new Ago(ago);
  }
}
