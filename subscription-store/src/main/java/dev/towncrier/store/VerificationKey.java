package dev.towncrier.store;

/** A key that verifies signatures of one algorithm and no other. Never printed. */
public final class VerificationKey {
  private final TokenAlgorithm algorithm;
  private final byte[] bytes;

  /**
   * Takes a key that was checked.
   *
   * @param bytes for ES256 the uncompressed point (65 bytes, SEC 1 section 2.3.3), for EdDSA the
   *     public key of Ed25519 (32 bytes, RFC 8032), for HS256 the secret
   */
  public VerificationKey(TokenAlgorithm algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  /** The one algorithm that it is for. */
  public TokenAlgorithm algorithm() {
    return algorithm;
  }

  /** The key, in the form that its algorithm has. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "VerificationKey[" + algorithm.label() + "]";
  }
}
