package dev.towncrier.crypto.backend;

/** No library that was allowed can be used here. The message names each with its reason. */
public final class UnusableBackend extends RuntimeException {

  UnusableBackend(String message) {
    super(message);
  }
}
