package dev.towncrier.benchmarks.limit;

/** How much the six HMACs of a message read, in bytes, besides their keys. */
final class HmacLengths {

  /**
   * RFC 8291 section 3.4: the agreed secret; the key info of 144 bytes; the keying material; the
   * infos of content key and nonce, each with the counter. And one for the salt's random bytes,
   * which are a deterministic generator's HMAC or as much work.
   */
  static final int[] OF_A_MESSAGE = {32, 145, 32, 29, 25, 32};

  private HmacLengths() {}
}
