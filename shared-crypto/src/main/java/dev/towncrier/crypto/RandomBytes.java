package dev.towncrier.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random bytes for keys and salts, from several generators of NIST SP 800-90A side by side. The
 * JDK's default generator serialises all callers of the process; here only threads whose ids share
 * a stripe may meet.
 */
public final class RandomBytes {

  private static final SecureRandom[] STRIPES = stripes();

  private RandomBytes() {}

  /**
   * Fresh random bytes, fit for secrets.
   *
   * @param length how many bytes
   */
  public static byte[] of(int length) {
    byte[] bytes = new byte[length];
    int stripe = (int) Thread.currentThread().threadId() & (STRIPES.length - 1);
    STRIPES[stripe].nextBytes(bytes);
    return bytes;
  }

  private static SecureRandom[] stripes() {
    // A power of two, so that a mask picks the stripe.
    int count = Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2;
    SecureRandom[] stripes = new SecureRandom[Math.min(count, 64)];
    Arrays.setAll(stripes, _ -> generator());
    return stripes;
  }

  private static SecureRandom generator() {
    try {
      return SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no DRBG", e);
    }
  }
}
