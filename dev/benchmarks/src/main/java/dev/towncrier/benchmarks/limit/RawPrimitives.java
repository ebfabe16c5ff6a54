package dev.towncrier.benchmarks.limit;

/**
 * One library's primitives for one recipient, with everything prepared that can be. Not
 * thread-safe.
 */
public interface RawPrimitives {

  /**
   * Does the work of one message: a fresh key pair with its encoded public key, the recipient's
   * point decoded and checked to be on the curve, the agreement, six HMACs with SHA-256, one seal
   * with AES-128-GCM.
   *
   * @param payloadLength in bytes, 0 to 4,000
   */
  void message(int payloadLength);

  /** The fresh public key of the last message, 65 bytes. */
  byte[] publicKey();

  /** What the last message's agreement gave, 32 bytes. */
  byte[] secret();
}
