package dev.towncrier.worker.pushservice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the push service said, not what we do next. */
public sealed interface PushResponse {
  /** It took the message (RFC 8030 section 5); the browser may not have it yet. */
  record Accepted(int status) implements PushResponse {}

  /** The subscription no longer exists (RFC 8030 section 7.3). */
  record SubscriptionGone(int status) implements PushResponse {}

  /** The message is larger than it takes. */
  record PayloadTooLarge(int status, String detail) implements PushResponse {}

  /** It does not take our token or credentials. */
  record VapidRejected(int status, String detail) implements PushResponse {}

  /** The subscription was made with another application server key. */
  record KeyMismatch(int status, String detail) implements PushResponse {}

  /** Any other refusal; the same request would be refused again. */
  record Refused(int status, String detail) implements PushResponse {}

  /** It can't take the message now, and may have said when to come again. */
  record Unavailable(int status, @Nullable Duration retryAfter, String detail)
      implements PushResponse {}

  /** No answer came: no connection, or none in time. */
  record Unreachable(String detail) implements PushResponse {}
}
