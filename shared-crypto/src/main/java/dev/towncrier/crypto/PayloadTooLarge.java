package dev.towncrier.crypto;

/** A plaintext that doesn't fit into one record. */
public final class PayloadTooLarge extends InvalidCryptoInput {

  private final int length;
  private final int limit;

  /**
   * @param length the length of the plaintext, in bytes
   * @param limit the longest that would have fitted, in bytes
   */
  public PayloadTooLarge(int length, int limit) {
    super("Plaintext of " + length + " bytes is over the limit of " + limit + " bytes");
    this.length = length;
    this.limit = limit;
  }

  /** The length of the plaintext, in bytes. */
  public int length() {
    return length;
  }

  /** The longest plaintext that would have fitted, in bytes. */
  public int limit() {
    return limit;
  }
}
