package dev.towncrier.crypto.p256;

import dev.towncrier.crypto.InvalidPrivateKey;
import dev.towncrier.crypto.RandomBytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** A private key of P-256: a number from 1 to n - 1. Secret, so it can't be printed. */
public final class P256PrivateKey {

  /** Length of the encoding, in bytes. */
  public static final int LENGTH = 32;

  // NIST SP 800-186 section 3.2.1.3
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final byte[] encoded;
  private volatile @Nullable PrivateKey imported;

  private P256PrivateKey(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Decodes a big-endian scalar.
   *
   * @param encoded 32 bytes, a number from 1 to n - 1
   * @throws InvalidPrivateKey if they are anything else
   */
  public static P256PrivateKey decode(byte[] encoded) {
    if (encoded.length != LENGTH) {
      throw new InvalidPrivateKey("it has " + LENGTH + " bytes, not " + encoded.length);
    }
    if (!isInRange(encoded)) {
      throw new InvalidPrivateKey("it is not between 1 and n - 1");
    }
    return new P256PrivateKey(encoded.clone());
  }

  /** By rejection, so that every key is equally likely (NIST FIPS 186-5 section A.2.2). */
  static P256PrivateKey random() {
    byte[] candidate = RandomBytes.of(LENGTH);
    while (!isInRange(candidate)) {
      candidate = RandomBytes.of(LENGTH);
    }
    return new P256PrivateKey(candidate);
  }

  private static boolean isInRange(byte[] encoded) {
    BigInteger scalar = new BigInteger(1, encoded);
    return scalar.signum() > 0 && scalar.compareTo(N) < 0;
  }

  /** The 32 bytes of the scalar, to be stored sealed. They are the secret itself. */
  public byte[] encoded() {
    return encoded.clone();
  }

  BigInteger scalar() {
    return new BigInteger(1, encoded);
  }

  /** The same key as an object of the library that does the arithmetic; null if it has none yet. */
  @Nullable PrivateKey imported() {
    return imported;
  }

  void keepImported(PrivateKey key) {
    imported = key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256PrivateKey that && MessageDigest.isEqual(encoded, that.encoded);
  }

  /** The same for all, since a hash that depends on the key would tell something of it. */
  @Override
  public int hashCode() {
    return P256PrivateKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "P256PrivateKey[redacted]";
  }
}
