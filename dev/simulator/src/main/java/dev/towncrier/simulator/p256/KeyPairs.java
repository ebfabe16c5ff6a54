package dev.towncrier.simulator.p256;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Makes key pairs by the thousand. */
public final class KeyPairs {
  private static final int CHUNK = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyPairs() {}

  /**
   * Makes distinct key pairs. One of them is random and the others follow it by addition of the
   * base point, which costs a hundredth of a multiplication: right for a simulator, and nowhere
   * else, as one private key gives away the rest.
   */
  public static List<EncodedKeyPair> make(int count) {
    var made = new ArrayList<EncodedKeyPair>(count);
    while (made.size() < count) made.addAll(chunk(Math.min(CHUNK, count - made.size())));
    return made;
  }

  private static List<EncodedKeyPair> chunk(int count) {
    var curve = CustomNamedCurves.getByName("secp256r1");
    BigInteger first =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, curve.getN().subtract(BigInteger.valueOf(CHUNK)), RANDOM);
    var points = new ECPoint[count];
    for (int i = 0; i < count; i++) {
      points[i] = i == 0 ? curve.getG().multiply(first) : points[i - 1].add(curve.getG());
    }
    curve.getCurve().normalizeAll(points);
    var pairs = new ArrayList<EncodedKeyPair>(count);
    for (int i = 0; i < count; i++) {
      byte[] scalar = BigIntegers.asUnsignedByteArray(32, first.add(BigInteger.valueOf(i)));
      pairs.add(
          new EncodedKeyPair(
              Base64Url.encode(scalar), Base64Url.encode(points[i].getEncoded(false))));
    }
    return pairs;
  }
}
