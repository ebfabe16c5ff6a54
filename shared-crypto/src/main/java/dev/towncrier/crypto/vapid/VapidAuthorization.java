package dev.towncrier.crypto.vapid;

import java.time.Instant;

/**
 * Proof towards one push service, for a limited time. Whoever has it can send as the application,
 * so it can't be printed.
 *
 * @param headerValue the whole value of the {@code Authorization} header (RFC 8292 section 3)
 * @param expiry when the push service stops accepting it
 */
public record VapidAuthorization(String headerValue, Instant expiry) {

  @Override
  public String toString() {
    return "VapidAuthorization[redacted, expiry=" + expiry + "]";
  }
}
