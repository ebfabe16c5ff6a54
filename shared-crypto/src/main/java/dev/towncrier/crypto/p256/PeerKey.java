package dev.towncrier.crypto.p256;

import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The peer's public key as a provider takes it in: by its X.509 encoding. A provider that is handed
 * a foreign key like this one imports it for the one agreement and frees its native copy at once,
 * whereas what a key factory makes waits for the garbage collector. One instance stands for one
 * peer after another, so it must not be kept.
 */
final class PeerKey implements ECPublicKey {

  private static final long serialVersionUID = 1;

  // RFC 5480: the SubjectPublicKeyInfo of a P-256 key, before the point
  private static final byte[] PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private final byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + P256PublicKey.LENGTH);

  PeerKey of(P256PublicKey peer) {
    peer.copyTo(encoded, PREFIX.length);
    return this;
  }

  /** The point within an X.509 encoding. */
  static byte[] point(byte[] encoded) {
    return Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  @Override
  public byte[] getEncoded() {
    return encoded;
  }

  @Override
  public ECPoint getW() {
    throw new UnsupportedOperationException("Only the encoding is there");
  }

  @Override
  public ECParameterSpec getParams() {
    throw new UnsupportedOperationException("Only the encoding is there");
  }
}
