package dev.towncrier.benchmarks.message;

import java.security.SecureRandom;
import java.util.Base64;

/** A subscription that exists nowhere: endpoint, {@code p256dh} and {@code auth}. */
public final class Recipient {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int AUTH_SECRET_LENGTH = 16;

  private final P256Keys keys = P256Keys.generate();
  private final byte[] authSecret = new byte[AUTH_SECRET_LENGTH];

  private Recipient() {
    new SecureRandom().nextBytes(authSecret);
  }

  /** One with fresh keys. */
  public static Recipient generate() {
    return new Recipient();
  }

  /** As long as real ones are. */
  public String endpoint() {
    return "https://push.example.net/send/" + "a".repeat(150);
  }

  /** The public key, 65 bytes. */
  public byte[] p256dh() {
    return keys.uncompressed();
  }

  /** The public key in base64url. */
  public String p256dhBase64Url() {
    return BASE64URL.encodeToString(p256dh());
  }

  /** The authentication secret, 16 bytes. */
  public byte[] auth() {
    return authSecret.clone();
  }

  /** The authentication secret in base64url. */
  public String authBase64Url() {
    return BASE64URL.encodeToString(authSecret);
  }

  P256Keys keys() {
    return keys;
  }
}
