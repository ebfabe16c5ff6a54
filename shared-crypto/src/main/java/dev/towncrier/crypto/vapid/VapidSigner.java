package dev.towncrier.crypto.vapid;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.p256.P256;
import java.time.Instant;
import java.util.Base64;

/** Makes the signed tokens of RFC 8292: JWTs with ES256 (RFC 7515, RFC 7518). Thread-safe. */
public final class VapidSigner {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = base64Url("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

  private final P256 p256;

  /**
   * @param p256 makes the signatures
   */
  public VapidSigner(P256 p256) {
    this.p256 = p256;
  }

  /**
   * Signs a token for one push service. It costs as much as a good part of a message: reuse it, by
   * {@link VapidAuthorizations}.
   *
   * @param origin the push service
   * @param identity who sends
   * @param expiry at most 24 hours ahead (RFC 8292 section 2); parts of a second are dropped
   */
  public VapidAuthorization sign(PushServiceOrigin origin, VapidIdentity identity, Instant expiry) {
    String signingInput = HEADER + "." + base64Url(claims(origin, identity.subject(), expiry));
    byte[] signature = p256.sign(identity.keyPair().privateKey(), signingInput.getBytes(US_ASCII));
    String token = signingInput + "." + BASE64URL.encodeToString(signature);
    String key = identity.keyPair().publicKey().base64Url();
    return new VapidAuthorization(
        "vapid t=" + token + ", k=" + key, Instant.ofEpochSecond(expiry.getEpochSecond()));
  }

  /** Neither an origin nor a subject can hold a character that JSON escapes. */
  private static String claims(PushServiceOrigin origin, VapidSubject subject, Instant expiry) {
    return "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
        .formatted(origin.value(), expiry.getEpochSecond(), subject.value());
  }

  private static String base64Url(String json) {
    return BASE64URL.encodeToString(json.getBytes(US_ASCII));
  }
}
