package dev.towncrier.simulator.sender;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** Signs VAPID tokens (RFC 8292). */
public final class ApplicationServer {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys = keyPair();

  public String key() {
    return BASE64URL.encodeToString(Points.encode((ECPublicKey) keys.getPublic()));
  }

  /** The header for a good token. */
  public String authorization(String origin, Instant expiresAt) {
    return authorizationWith(
        "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"mailto:ops@shop.example\"}"
            .formatted(origin, expiresAt.getEpochSecond()));
  }

  /** The header for a token with these claims, as JSON. */
  public String authorizationWith(String claims) {
    String signed = encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + encode(claims);
    return "vapid t=" + signed + "." + BASE64URL.encodeToString(sign(signed)) + ", k=" + key();
  }

  private byte[] sign(String signed) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(UTF_8));
  }

  static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
