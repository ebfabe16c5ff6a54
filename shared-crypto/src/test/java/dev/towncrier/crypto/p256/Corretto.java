package dev.towncrier.crypto.p256;

import org.opentest4j.TestAbortedException;

/** The Corretto provider for tests, on the platforms that it exists for. */
public final class Corretto {

  private Corretto() {}

  /** Skips the test where the library isn't on the class path; where it is, it has to work. */
  public static P256 orSkip() {
    try {
      return P256.corretto();
    } catch (P256Unavailable e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        throw new TestAbortedException("No Corretto provider for this platform", e);
      }
      throw e;
    }
  }
}
