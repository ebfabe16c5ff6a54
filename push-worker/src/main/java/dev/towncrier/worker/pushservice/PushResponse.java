package dev.towncrier.worker.pushservice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the push service said, not what we do next. A {@code detail} is what it gave as its reasons,
 * at most 1,024 bytes in UTF-8, without the endpoint and the token.
 */
public sealed interface PushResponse {
  /**
   * It took the message (RFC 8030 section 5); the browser may not have it yet.
   *
   * @param ttl how long it keeps the message (section 5.2); null if it did not say
   * @param location the message's resource, a secret; null if it named none
   */
  record Accepted(int status, @Nullable Duration ttl, @Nullable String location)
      implements PushResponse {
    @Override
    public String toString() {
      return "Accepted[status=" + status + ", ttl=" + ttl + "]";
    }
  }

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

  /**
   * It takes fewer messages than we send.
   *
   * @param retryAfter how long it asks us to wait, at most 7 days; null if it did not say
   */
  record RateLimited(int status, @Nullable Duration retryAfter, String detail)
      implements PushResponse {}

  /**
   * It can't take the message now, through no fault of ours.
   *
   * @param retryAfter how long it asks us to wait, from 0 (at once) to 7 days; null if it did not
   *     say
   */
  record Unavailable(int status, @Nullable Duration retryAfter, String detail)
      implements PushResponse {}

  /** Its host has no address: the name does not exist. */
  record HostUnknown(String detail) implements PushResponse {}

  /** No answer came: no connection, or none in time. It may have the message nevertheless. */
  record Unreachable(String detail) implements PushResponse {}
}
