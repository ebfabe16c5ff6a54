package dev.towncrier.benchmarks.message;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/** An application server with a VAPID key (RFC 8292). */
public final class Sender {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final P256Keys keys = P256Keys.generate();

  private Sender() {}

  /** One with a fresh key. */
  public static Sender generate() {
    return new Sender();
  }

  /** Whom a push service may contact. */
  public String subject() {
    return "mailto:push@example.com";
  }

  /** The public key by the JDK. */
  public ECPublicKey publicKey() {
    return keys.publicKey();
  }

  /** The private key by the JDK. */
  public ECPrivateKey privateKey() {
    return keys.privateKey();
  }

  /** The scalar, 32 bytes. */
  public byte[] scalar() {
    return keys.scalar();
  }

  /** The uncompressed point in base64url. */
  public String publicKeyBase64Url() {
    return BASE64URL.encodeToString(keys.uncompressed());
  }

  /** The scalar in base64url. */
  public String privateKeyBase64Url() {
    return BASE64URL.encodeToString(scalar());
  }
}
