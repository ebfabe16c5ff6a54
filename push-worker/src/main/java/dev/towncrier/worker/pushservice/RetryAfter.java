package dev.towncrier.worker.pushservice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** RFC 9110 section 10.2.3. */
final class RetryAfter {
  /** What is longer is cut. */
  static final Duration LONGEST = Duration.ofDays(7);

  private RetryAfter() {}

  /**
   * How long to wait.
   *
   * @param value seconds or a date
   * @return null if it is neither
   */
  static @Nullable Duration parse(@Nullable String value, InstantSource clock) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    if (text.matches("\\d{1,18}")) {
      return atMost(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Instant now = clock.instant();
      return date.isAfter(now) ? atMost(Duration.between(now, date)) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Duration atMost(Duration asked) {
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
