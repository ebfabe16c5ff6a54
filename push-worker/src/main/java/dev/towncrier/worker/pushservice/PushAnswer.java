package dev.towncrier.worker.pushservice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Status, {@code Retry-After} and the beginning of the body, as a push service sent them.
 *
 * @param body at most 1,024 bytes as text
 */
record PushAnswer(int status, @Nullable String retryAfter, String body) {

  PushResponse meaning(Instant now) {
    return switch (status) {
      case 200, 201, 202 -> new PushResponse.Accepted(status);
      case 404, 410 -> new PushResponse.SubscriptionGone(status);
      case 413 -> new PushResponse.PayloadTooLarge(status, body);
      case 429 -> new PushResponse.Unavailable(status, delay(now), body);
      case 400, 401, 403 -> refusal();
      default ->
          status >= 500
              ? new PushResponse.Unavailable(status, delay(now), body)
              : new PushResponse.Refused(status, body);
    };
  }

  private PushResponse refusal() {
    String text = body.toLowerCase(Locale.ROOT);
    if (text.contains("vapidpkhashmismatch") || text.contains("do not correspond")) {
      return new PushResponse.KeyMismatch(status, body);
    }
    boolean namesCredentials =
        text.contains("token") || text.contains("jwt") || text.contains("credential");
    return status == 401 || (status == 403 && namesCredentials)
        ? new PushResponse.VapidRejected(status, body)
        : new PushResponse.Refused(status, body);
  }

  /** RFC 9110 section 10.2.3: seconds or a date; null if neither. */
  private @Nullable Duration delay(Instant now) {
    if (retryAfter == null) {
      return null;
    }
    String value = retryAfter.strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
