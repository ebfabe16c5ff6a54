package dev.towncrier.simulator.p256;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/** The curve P-256 in the JDK's types. */
public final class P256 {
  /** Length in bytes of an uncompressed point: 0x04, x, y (SEC 1 section 2.3.3). */
  public static final int POINT_LENGTH = 65;

  private static final int FIELD_LENGTH = 32;
  private static final ECParameterSpec PARAMETERS = parameters();

  private P256() {}

  /**
   * Reads an uncompressed point. The JDK takes points off the curve, so that is checked here.
   *
   * @throws IllegalArgumentException if it is not an uncompressed point on the curve
   */
  public static PublicKey publicKey(byte[] point) {
    if (point.length != POINT_LENGTH || point[0] != 4) {
      throw new IllegalArgumentException("not an uncompressed P-256 point of 65 bytes");
    }
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + FIELD_LENGTH));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + FIELD_LENGTH, POINT_LENGTH));
    if (!onCurve(x, y)) throw new IllegalArgumentException("point is not on P-256");
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), PARAMETERS));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a P-256 public key", e);
    }
  }

  /**
   * Reads a private scalar.
   *
   * @throws IllegalArgumentException if the JDK refuses it
   */
  public static PrivateKey privateKey(byte[] scalar) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), PARAMETERS));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a P-256 private key", e);
    }
  }

  private static boolean onCurve(BigInteger x, BigInteger y) {
    EllipticCurve curve = PARAMETERS.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) return false;
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  private static ECParameterSpec parameters() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no P-256", e);
    }
  }
}
