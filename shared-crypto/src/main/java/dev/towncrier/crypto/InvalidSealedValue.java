package dev.towncrier.crypto;

/** Not the form of a sealed value. The message holds no part of it. */
public final class InvalidSealedValue extends InvalidCryptoInput {

  /**
   * @param problem what is wrong with the form
   */
  public InvalidSealedValue(String problem) {
    super("Not a sealed value: " + problem);
  }
}
