package dev.towncrier.crypto;

/** An endpoint without a usable origin. The message holds no part of the endpoint. */
public final class InvalidPushServiceOrigin extends InvalidCryptoInput {

  /**
   * @param problem what is wrong with the endpoint, without its value
   */
  public InvalidPushServiceOrigin(String problem) {
    super("Not an endpoint of a push service: " + problem);
  }
}
