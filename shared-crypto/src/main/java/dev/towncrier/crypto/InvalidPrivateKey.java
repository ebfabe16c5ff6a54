package dev.towncrier.crypto;

/** Not a private key of P-256. The message never holds the key. */
public final class InvalidPrivateKey extends InvalidCryptoInput {

  /**
   * @param problem what is wrong with the scalar, without its value
   */
  public InvalidPrivateKey(String problem) {
    super("Not a P-256 private key: " + problem);
  }
}
