package dev.towncrier.crypto.backend;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256Unavailable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A library that may be chosen, if it loads and passes the self-test. */
record Candidate(String name, Supplier<P256> loader) {

  /** What came of an attempt to use it. */
  sealed interface Attempt {}

  record Usable(P256 p256) implements Attempt {}

  record Unusable(String why) implements Attempt {}

  Attempt attempt() {
    try {
      P256 p256 = loader.get();
      @Nullable String failure = SelfTest.failure(p256);
      return failure == null ? new Usable(p256) : new Unusable("its self-test failed: " + failure);
    } catch (P256Unavailable e) {
      return new Unusable(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError | AssertionError e) {
      // A library of native code can fail in its own ways; each means the next one's turn.
      return new Unusable("its self-test failed: " + e);
    }
  }
}
