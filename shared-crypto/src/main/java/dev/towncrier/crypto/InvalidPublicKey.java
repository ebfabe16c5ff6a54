package dev.towncrier.crypto;

/** Not the uncompressed encoding of a point on P-256. */
public final class InvalidPublicKey extends InvalidCryptoInput {

  /**
   * @param problem what is wrong with the encoding
   */
  public InvalidPublicKey(String problem) {
    super("Not a P-256 public key: " + problem);
  }
}
