package dev.towncrier.crypto.message;

import dev.towncrier.crypto.InvalidAuthSecret;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The authentication secret of a subscription, {@code keys.auth}: 16 bytes that the browser made
 * (RFC 8291 section 3.2). Secret, so it can't be printed.
 */
public final class AuthSecret {

  /** Length in bytes. */
  public static final int LENGTH = 16;

  private final byte[] bytes;

  private AuthSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes the secret as it is.
   *
   * @param bytes 16 bytes
   * @throws InvalidAuthSecret if the length is another
   */
  public static AuthSecret decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidAuthSecret("it has " + LENGTH + " bytes, not " + bytes.length);
    }
    return new AuthSecret(bytes.clone());
  }

  /**
   * Decodes the form that browsers give.
   *
   * @param base64Url base64url of 16 bytes, with or without padding
   * @throws InvalidAuthSecret if it is something else
   */
  public static AuthSecret decode(String base64Url) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException _) {
      // Without the cause, whose message quotes a character of the secret.
      throw new InvalidAuthSecret("not base64url");
    }
    return decode(bytes);
  }

  /** The 16 bytes, to be stored sealed. They are the secret itself. */
  public byte[] encoded() {
    return bytes.clone();
  }

  /** The secret itself, not a copy: only to be read. */
  byte[] bytes() {
    return bytes;
  }

  /** Compares in a time that doesn't depend on where the two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AuthSecret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The same for all, since a hash that depends on the secret would tell something of it. */
  @Override
  public int hashCode() {
    return AuthSecret.class.hashCode();
  }

  @Override
  public String toString() {
    return "AuthSecret[redacted]";
  }
}
