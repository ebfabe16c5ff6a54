package dev.towncrier.simulator.p256;

/**
 * A P-256 key pair in base64url without padding.
 *
 * @param privateKey the scalar, 32 bytes
 * @param publicKey the uncompressed point, 65 bytes
 */
public record EncodedKeyPair(String privateKey, String publicKey) {
  @Override
  public String toString() {
    return "EncodedKeyPair[redacted]";
  }
}
