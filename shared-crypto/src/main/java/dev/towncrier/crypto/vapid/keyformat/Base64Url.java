package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.MALFORMED;

import dev.towncrier.crypto.InvalidKeyFile;
import java.util.Base64;

/** Base64url (RFC 4648 section 5): written without padding, read with or without. */
final class Base64Url {

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @param name of the value, for the message
   */
  static byte[] decode(String name, String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidKeyFile(MALFORMED, name + " in it is not base64url");
    }
  }
}
