package dev.towncrier.benchmarks.limit;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** BouncyCastle's lightweight API. */
public final class BouncyCastlePrimitives implements RawPrimitives {

  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
  private static final int BLOCK_LENGTH = 32;
  private static final int SEALED_LENGTH = 4_096;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final HMac hmac = new HMac(new SHA256Digest());
  private final GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
  private final byte[] recipient;
  private final byte[] key = new byte[BLOCK_LENGTH];
  private final byte[] in = new byte[SEALED_LENGTH];
  private final byte[] out = new byte[SEALED_LENGTH];
  private byte[] publicKey = new byte[0];
  private byte[] secret = new byte[0];

  /**
   * @param recipient the uncompressed point, 65 bytes
   */
  public BouncyCastlePrimitives(byte[] recipient) {
    this.recipient = recipient.clone();
  }

  @Override
  public void message(int payloadLength) {
    BigInteger scalar =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), random);
    ECPoint own = new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
    publicKey = own.getEncoded(false);
    ECPoint shared = CURVE.getCurve().decodePoint(recipient).multiply(scalar).normalize();
    secret = shared.getAffineXCoord().getEncoded();
    for (int length : HmacLengths.OF_A_MESSAGE) {
      hmac(length);
    }
    seal(payloadLength);
  }

  private void hmac(int length) {
    hmac.init(new KeyParameter(key));
    hmac.update(in, 0, length);
    hmac.doFinal(out, 0);
  }

  private void seal(int payloadLength) {
    // The public key is as good a source of a fresh nonce as any.
    byte[] nonce = Arrays.copyOfRange(publicKey, 1, 13);
    gcm.init(true, new AEADParameters(new KeyParameter(key, 0, 16), TAG_BITS, nonce));
    int written = gcm.processBytes(in, 0, payloadLength + 1, out, 0);
    try {
      gcm.doFinal(out, written);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("Sealing failed", e);
    }
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }
}
