package dev.towncrier.crypto.p256;

import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * P-256 by BouncyCastle's lightweight API and its curve-specific field arithmetic. Signatures are
 * deterministic (RFC 6979), so a poor random number can't leak a key.
 */
final class BouncyCastleP256 implements P256 {

  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
  private static final int HALF_SIGNATURE_LENGTH = 32;

  @Override
  public P256KeyPair generateKeyPair() {
    return keyPair(P256PrivateKey.random());
  }

  @Override
  public P256KeyPair keyPair(P256PrivateKey privateKey) {
    ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), privateKey.scalar());
    byte[] encoded = point.normalize().getEncoded(false);
    return new P256KeyPair(P256PublicKey.computed(encoded), privateKey);
  }

  @Override
  public AgreedSecret agree(P256KeyPair own, P256PublicKey peer) {
    peer.requireOnCurve();
    ECPoint peerPoint = CURVE.getCurve().createPoint(peer.x(), peer.y());
    ECPoint shared = peerPoint.multiply(own.privateKey().scalar()).normalize();
    return new AgreedSecret(own.publicKey(), shared.getAffineXCoord().getEncoded());
  }

  @Override
  public byte[] sign(P256PrivateKey privateKey, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(privateKey.scalar(), CURVE));
    BigInteger[] signature = signer.generateSignature(sha256(message));
    byte[] encoded = new byte[2 * HALF_SIGNATURE_LENGTH];
    BigIntegers.asUnsignedByteArray(signature[0], encoded, 0, HALF_SIGNATURE_LENGTH);
    BigIntegers.asUnsignedByteArray(
        signature[1], encoded, HALF_SIGNATURE_LENGTH, HALF_SIGNATURE_LENGTH);
    return encoded;
  }

  private static byte[] sha256(byte[] message) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(message, 0, message.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
