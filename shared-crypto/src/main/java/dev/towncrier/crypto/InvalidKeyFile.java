package dev.towncrier.crypto;

/**
 * A text that holds no usable application server key pair. The message names what is wrong and
 * never quotes what was read, since a part of that may be the private key.
 */
public final class InvalidKeyFile extends InvalidCryptoInput {

  /** What is wrong, for callers that want to tell one from another. */
  public enum Problem {
    /** It has none of the forms that can be read. */
    UNKNOWN_FORMAT,
    /** It has a known form and breaks its rules, or holds more than one key. */
    MALFORMED,
    /** A passphrase protects it. */
    ENCRYPTED,
    /** It holds a key, but not one of P-256. */
    OTHER_KIND_OF_KEY,
    /** It holds public keys only. */
    NO_PRIVATE_KEY,
    /** The public key beside the private one belongs to another. */
    PUBLIC_KEY_MISMATCH
  }

  private final Problem problem;

  /**
   * @param problem the kind of fault
   * @param detail what is wrong and, where possible, what helps, without anything that was read
   */
  public InvalidKeyFile(Problem problem, String detail) {
    super("Not a VAPID key pair: " + detail);
    this.problem = problem;
  }

  /** The kind of fault. */
  public Problem problem() {
    return problem;
  }
}
