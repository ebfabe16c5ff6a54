package dev.towncrier.crypto.backend;

/** What whoever starts the process wants of the choice. */
public enum BackendPreference {
  /** The first that works, in the order of speed. */
  AUTO,
  /** The Amazon Corretto Crypto Provider or nothing. */
  ACCP,
  /** BouncyCastle or nothing. */
  BOUNCYCASTLE
}
