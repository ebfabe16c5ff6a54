package dev.towncrier.simulator.p256;

import java.util.Base64;

/** Base64url (RFC 4648 section 5) without padding, as the Push API writes keys. */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Decodes text with or without padding.
   *
   * @throws IllegalArgumentException if it is not base64url
   */
  public static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
