package dev.towncrier.api.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a page's cookie stands for.
 *
 * @param credential the API key or the operator's token that was signed in with
 * @param csrfToken what the page has to send beside the cookie: 256 random bits in base64url
 * @param expiresAt it opens nothing from then on
 */
public record Session(String credential, String csrfToken, Instant expiresAt) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;

  /** A session with a token of its own. */
  public static Session begin(String credential, Instant expiresAt) {
    byte[] token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    return new Session(
        credential, Base64.getUrlEncoder().withoutPadding().encodeToString(token), expiresAt);
  }

  /** Compares in a time that doesn't depend on where the two differ. */
  public boolean hasCsrfToken(@Nullable String shown) {
    return shown != null && MessageDigest.isEqual(csrfToken.getBytes(UTF_8), shown.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "Session[redacted]";
  }
}
