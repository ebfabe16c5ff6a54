package dev.towncrier.crypto.p256;

/** An implementation of {@link P256} that can't be had on this machine. The message says why. */
public final class P256Unavailable extends RuntimeException {

  P256Unavailable(String reason) {
    super(reason);
  }

  P256Unavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
