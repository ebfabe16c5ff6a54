package dev.towncrier.simulator.message;

/** How decrypting one message ended. */
public sealed interface Decryption {
  /** The browser would have handed this to the service worker; the text is read as UTF-8. */
  record Decrypted(String plaintext) implements Decryption {}

  /** The browser would have dropped it; the reason names no secret. */
  record Undecryptable(String reason) implements Decryption {}
}
