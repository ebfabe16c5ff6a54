package dev.towncrier.benchmarks.message;

/** One library's way to prepare a message, up to where it would go to the network. */
@FunctionalInterface
public interface MessageMaker {

  /**
   * Encrypts for the recipient that the maker knows.
   *
   * @param payload the plaintext
   */
  PreparedMessage make(byte[] payload) throws Exception;
}
