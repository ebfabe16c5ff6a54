package dev.towncrier.crypto;

/** Not an authentication secret of RFC 8291. The message never holds the secret. */
public final class InvalidAuthSecret extends InvalidCryptoInput {

  /**
   * @param problem what is wrong with the secret, without its value
   */
  public InvalidAuthSecret(String problem) {
    super("Not an authentication secret: " + problem);
  }
}
