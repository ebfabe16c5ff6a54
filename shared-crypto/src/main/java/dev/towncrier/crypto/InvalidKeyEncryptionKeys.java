package dev.towncrier.crypto;

/** Not key-encryption keys. The message may name a line, and never holds what stands there. */
public final class InvalidKeyEncryptionKeys extends InvalidCryptoInput {

  /**
   * @param problem what is wrong, without any key
   */
  public InvalidKeyEncryptionKeys(String problem) {
    super("Not key-encryption keys: " + problem);
  }
}
