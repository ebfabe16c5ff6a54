package dev.towncrier.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.contract.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a visitor shows to change their subscription, or a service as its API key: 256 random bits
 * in base64url. Only its hash is kept.
 */
public record AccessToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static AccessToken random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  byte[] hash() {
    return Sha256.of(value.getBytes(US_ASCII));
  }

  /** Compares in constant time. */
  boolean matches(byte[] hash) {
    return MessageDigest.isEqual(hash(), hash);
  }

  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
