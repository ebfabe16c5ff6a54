package dev.towncrier.api;

import dev.towncrier.contract.Json;
import dev.towncrier.crypto.p256.P256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** A browser's {@code PushSubscription}: an endpoint and keys of its own. */
public record Browser(String endpoint, String p256dh, String auth) {
  private static final AtomicInteger sequence = new AtomicInteger();
  private static final P256 P256_CURVE = P256.bouncyCastle();

  public static Browser fresh() {
    byte[] auth = new byte[16];
    new SecureRandom().nextBytes(auth);
    return new Browser(
        "https://updates.push.services.mozilla.com/wpush/v2/" + sequence.incrementAndGet(),
        P256_CURVE.generateKeyPair().publicKey().base64Url(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(auth));
  }

  public Browser at(String otherEndpoint) {
    return new Browser(otherEndpoint, p256dh, auth);
  }

  public Browser withAuth(String otherAuth) {
    return new Browser(endpoint, p256dh, otherAuth);
  }

  /** What a site posts: {@code PushSubscription.toJSON()} and nothing else. */
  public ObjectNode body() {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode subscription = body.putObject("subscription");
    subscription.put("endpoint", endpoint).putNull("expirationTime");
    subscription.putObject("keys").put("p256dh", p256dh).put("auth", auth);
    return body;
  }

  /** The same with one more member, given as JSON. */
  public String bodyWith(String name, String json) {
    ObjectNode body = body();
    body.set(name, Json.MAPPER.readTree(json));
    return body.toString();
  }
}
