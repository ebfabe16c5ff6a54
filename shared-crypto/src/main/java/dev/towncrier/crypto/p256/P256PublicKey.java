package dev.towncrier.crypto.p256;

import dev.towncrier.crypto.InvalidPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/**
 * A point on P-256, other than infinity. The curve's cofactor is 1, so such a point is a valid
 * public key (NIST SP 800-56A section 5.6.2.3.3); whoever decoded an instance need not check again.
 */
public final class P256PublicKey {

  /** Length of the uncompressed encoding, in bytes. */
  public static final int LENGTH = 65;

  private static final int COORDINATE_LENGTH = 32;
  private static final byte UNCOMPRESSED = 4;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  // NIST SP 800-186 section 3.2.1.3
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private final byte[] encoded;
  private boolean onCurve;

  private P256PublicKey(byte[] encoded, boolean onCurve) {
    this.encoded = encoded;
    this.onCurve = onCurve;
  }

  /**
   * Decodes the uncompressed form of SEC 1 section 2.3.3: 4, x, y.
   *
   * @param encoded 65 bytes
   * @throws InvalidPublicKey if they encode no point on the curve in this form
   */
  public static P256PublicKey decode(byte[] encoded) {
    P256PublicKey key = recall(encoded);
    key.requireOnCurve();
    return key;
  }

  /**
   * Takes back a key that was decoded before, as from one's own store. Whether the point is on the
   * curve is not asked again before an agreement with it, which refuses it if it is not.
   *
   * @param encoded 65 bytes
   * @throws InvalidPublicKey if they are not of the uncompressed form
   */
  public static P256PublicKey recall(byte[] encoded) {
    if (encoded.length != LENGTH) {
      throw new InvalidPublicKey(
          "an uncompressed point has " + LENGTH + " bytes, not " + encoded.length);
    }
    if (encoded[0] != UNCOMPRESSED) {
      throw new InvalidPublicKey("an uncompressed point begins with byte 4, not " + encoded[0]);
    }
    return new P256PublicKey(encoded.clone(), false);
  }

  /**
   * Decodes the form that browsers give, {@code p256dh} and {@code applicationServerKey}.
   *
   * @param base64Url base64url of the uncompressed point, with or without padding
   * @throws InvalidPublicKey if it is something else
   */
  public static P256PublicKey decode(String base64Url) {
    byte[] encoded;
    try {
      encoded = Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException _) {
      throw new InvalidPublicKey("not base64url");
    }
    return decode(encoded);
  }

  /** Takes over an encoding that curve arithmetic has just produced. */
  static P256PublicKey computed(byte[] encoded) {
    return new P256PublicKey(encoded, true);
  }

  /**
   * Checks what a recalled key has left to check.
   *
   * @throws InvalidPublicKey if the point is not on the curve
   */
  void requireOnCurve() {
    if (!onCurve && !isOnCurve(x(), y())) {
      throw new InvalidPublicKey("the point is not on the curve");
    }
    onCurve = true;
  }

  /** The 65 bytes of the uncompressed form. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /**
   * Writes the 65 bytes of the uncompressed form.
   *
   * @param target has room for them
   * @param offset where they begin
   */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(encoded, 0, target, offset, LENGTH);
  }

  /** The uncompressed form in base64url without padding. */
  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(encoded);
  }

  BigInteger x() {
    return new BigInteger(1, encoded, 1, COORDINATE_LENGTH);
  }

  BigInteger y() {
    return new BigInteger(1, encoded, 1 + COORDINATE_LENGTH, COORDINATE_LENGTH);
  }

  private static boolean isOnCurve(BigInteger x, BigInteger y) {
    if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
      return false;
    }
    // y^2 = x^3 - 3x + b
    BigInteger right = x.multiply(x).subtract(THREE).mod(P).multiply(x).add(B).mod(P);
    return y.multiply(y).mod(P).equals(right);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256PublicKey that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "P256PublicKey[" + base64Url() + "]";
  }
}
