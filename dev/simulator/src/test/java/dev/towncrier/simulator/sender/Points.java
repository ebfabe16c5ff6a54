package dev.towncrier.simulator.sender;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Uncompressed points (SEC 1 section 2.3.3). */
final class Points {
  private Points() {}

  static byte[] encode(ECPublicKey key) {
    var buffer = ByteBuffer.allocate(65).put((byte) 4);
    buffer.put(coordinate(key.getW().getAffineX())).put(coordinate(key.getW().getAffineY()));
    return buffer.array();
  }

  static ECPublicKey decode(byte[] point, ECParameterSpec curve) throws GeneralSecurityException {
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 33, 65));
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }
}
