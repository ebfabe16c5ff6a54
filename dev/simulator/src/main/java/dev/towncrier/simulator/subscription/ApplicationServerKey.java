package dev.towncrier.simulator.subscription;

import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.p256.P256;

/** Reads the key that a subscription is bound to (RFC 8292 section 4). */
final class ApplicationServerKey {
  private ApplicationServerKey() {}

  /**
   * The key in base64url without padding.
   *
   * @throws IllegalArgumentException if it is not an uncompressed P-256 point in base64url
   */
  static String normalized(String key) {
    byte[] point;
    try {
      point = Base64Url.decode(key);
      P256.publicKey(point);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("applicationServerKey: " + e.getMessage(), e);
    }
    return Base64Url.encode(point);
  }
}
