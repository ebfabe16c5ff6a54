package dev.towncrier.crypto.vapid.keyformat;

import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.Arrays;
import java.util.List;

/**
 * A private key and what stood beside it.
 *
 * @param publicPoints encoded by SEC 1 section 2.3.3, not checked yet
 */
record FoundKey(P256PrivateKey privateKey, List<byte[]> publicPoints) {

  private static final int X_END = 33;

  static FoundKey alone(byte[] scalar) {
    return new FoundKey(P256PrivateKey.decode(scalar), List.of());
  }

  static FoundKey withPublicPoint(byte[] scalar, byte[] publicPoint) {
    return new FoundKey(P256PrivateKey.decode(scalar), List.of(publicPoint));
  }

  /** Whether every point is that key, uncompressed or compressed. */
  boolean allBelongTo(P256PublicKey publicKey) {
    byte[] uncompressed = publicKey.encoded();
    byte[] compressed = Arrays.copyOf(uncompressed, X_END);
    compressed[0] = (byte) (2 + (uncompressed[uncompressed.length - 1] & 1));
    return publicPoints.stream()
        .allMatch(point -> Arrays.equals(point, uncompressed) || Arrays.equals(point, compressed));
  }
}
