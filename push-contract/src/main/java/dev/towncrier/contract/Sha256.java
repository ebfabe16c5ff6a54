package dev.towncrier.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash by which events, endpoints, tokens and collapse keys are known again. */
public final class Sha256 {
  private Sha256() {}

  /** The SHA-256 of {@code bytes}, 32 bytes (FIPS 180-4). */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
