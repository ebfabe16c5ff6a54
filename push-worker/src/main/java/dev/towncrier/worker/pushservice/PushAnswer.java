package dev.towncrier.worker.pushservice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What counts of an answer, as a push service sent it.
 *
 * @param retryAfter the header
 * @param continueAfter the header {@code X-WNS-CONTINUE-AFTER}, in seconds
 * @param ttl the header (RFC 8030 section 5.2)
 * @param location the header
 * @param wnsStatus the header {@code X-WNS-Status}
 * @param detail its reasons, from headers and body, fit to be kept
 */
record PushAnswer(
    PushServiceKind kind,
    int status,
    @Nullable String retryAfter,
    @Nullable String continueAfter,
    @Nullable String ttl,
    @Nullable String location,
    @Nullable String wnsStatus,
    String detail) {
  private static final Pattern ERRNO = Pattern.compile("\"errno\"\\s*:\\s*(\\d{1,5})\\b");
  private static final int NONE = 0;
  private static final int VAPID_INVALID = 109;
  private static final int FIRST_MISTAKE = 110;
  private static final int LAST_MISTAKE = 113;
  private static final int MAY_RETRY_AT_ONCE = 202;

  PushResponse meaning(InstantSource clock) {
    return switch (status) {
      case 200, 201, 202 -> acceptance();
      case 404, 410 -> new PushResponse.SubscriptionGone(status);
      case 413 -> new PushResponse.PayloadTooLarge(status, detail);
      case 429 -> new PushResponse.RateLimited(status, delay(clock), detail);
      case 406 ->
          kind == PushServiceKind.WNS
              ? new PushResponse.RateLimited(status, delay(clock), detail)
              : new PushResponse.Refused(status, detail);
      case 400, 401, 403 -> refusal();
      default ->
          status >= 500
              ? new PushResponse.Unavailable(status, delayUnlessAtOnce(clock), detail)
              : new PushResponse.Refused(status, detail);
    };
  }

  private PushResponse acceptance() {
    if (wnsStatus != null && wnsStatus.strip().equalsIgnoreCase("dropped")) {
      return new PushResponse.Refused(status, detail);
    }
    return new PushResponse.Accepted(status, keptFor(), location);
  }

  private @Nullable Duration keptFor() {
    return ttl != null && ttl.matches("\\d{1,10}") ? Duration.ofSeconds(Long.parseLong(ttl)) : null;
  }

  private PushResponse refusal() {
    int errno = errno();
    String text = detail.toLowerCase(Locale.ROOT);
    if (text.contains("vapidpkhashmismatch")
        || text.contains("do not correspond")
        || text.contains("does not correspond")) {
      return new PushResponse.KeyMismatch(status, detail);
    }
    if (status == 400 && errno >= FIRST_MISTAKE && errno <= LAST_MISTAKE) {
      return new PushResponse.Refused(status, Detail.cut("Our own mistake: " + detail));
    }
    boolean namesUs =
        errno == VAPID_INVALID
            || text.contains("badjwttoken")
            || text.contains("unauthorizedregistration");
    boolean namesCredentials =
        text.contains("token") || text.contains("jwt") || text.contains("credential");
    return namesUs || status == 401 || (status == 403 && namesCredentials)
        ? new PushResponse.VapidRejected(status, detail)
        : new PushResponse.Refused(status, detail);
  }

  private @Nullable Duration delay(InstantSource clock) {
    Duration asked = RetryAfter.parse(retryAfter, clock);
    return asked != null ? asked : RetryAfter.parse(continueAfter, clock);
  }

  private @Nullable Duration delayUnlessAtOnce(InstantSource clock) {
    Duration asked = delay(clock);
    return asked == null && errno() == MAY_RETRY_AT_ONCE ? Duration.ZERO : asked;
  }

  /** Mozilla's number of the error; 0 if there is none. */
  private int errno() {
    Matcher matcher = ERRNO.matcher(detail);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : NONE;
  }

  @Override
  public String toString() {
    return "PushAnswer[status=" + status + "]";
  }
}
