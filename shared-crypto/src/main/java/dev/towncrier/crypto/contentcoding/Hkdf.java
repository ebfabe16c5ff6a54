package dev.towncrier.crypto.contentcoding;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256 (RFC 5869), for outputs of at most one block, which is all that RFC 8188 and
 * RFC 8291 ask for. An instance holds one pseudorandom key; it is not thread-safe.
 */
public final class Hkdf {

  /** The longest output of {@link #expand}, in bytes. */
  public static final int BLOCK_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Provider PROVIDER = provider();

  private final Mac mac;

  private Hkdf(Mac mac) {
    this.mac = mac;
  }

  /**
   * RFC 5869 section 2.2: concentrates the key material into one pseudorandom key.
   *
   * @param salt at least one byte
   * @param inputKeyingMaterial any length
   */
  public static Hkdf extract(byte[] salt, byte[] inputKeyingMaterial) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM, PROVIDER);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      byte[] pseudorandomKey = mac.doFinal(inputKeyingMaterial);
      mac.init(new SecretKeySpec(pseudorandomKey, ALGORITHM));
      return new Hkdf(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 failed", e);
    }
  }

  /**
   * RFC 5869 section 2.3, first block: derives a key for one purpose.
   *
   * @param info names the purpose
   * @param length of the output in bytes, 1 to 32
   */
  public byte[] expand(byte[] info, int length) {
    if (length < 1 || length > BLOCK_LENGTH) {
      throw new IllegalArgumentException("Not between 1 and " + BLOCK_LENGTH + ": " + length);
    }
    mac.update(info);
    mac.update((byte) 1);
    return Arrays.copyOf(mac.doFinal(), length);
  }

  /** Looked up once, not for every message. */
  private static Provider provider() {
    try {
      return Mac.getInstance(ALGORITHM).getProvider();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
    }
  }
}
