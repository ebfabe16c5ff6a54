package dev.towncrier.api.vapidkeys;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.crypto.InvalidCryptoInput;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.vapid.keyformat.KeyReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes key pairs, and reads those that were made elsewhere. No error quotes what was read. */
@Component
class KeyPairs {
  private static final String PRIVATE_KEY = "privateKey";
  private static final String PUBLIC_KEY = "publicKey";
  private static final int MAX_PUBLIC_KEY = 256;

  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);

  /** A new one. */
  P256KeyPair make() {
    return p256.generateKeyPair();
  }

  /**
   * The pair in {@code body}: a JWK, or {@code privateKey} as a JWK or a text, with the public key
   * beside it or not.
   *
   * @throws dev.towncrier.contract.InvalidJson if there is no private key
   * @throws Problem 422 if it is no pair of P-256
   */
  P256KeyPair read(JsonMembers body) {
    try {
      P256KeyPair pair = reader.read(text(body));
      String publicKey = body.optionalText(PUBLIC_KEY, 1, MAX_PUBLIC_KEY);
      if (publicKey != null && !P256PublicKey.decode(publicKey).equals(pair.publicKey())) {
        throw unusable("The public key does not belong to it");
      }
      return pair;
    } catch (InvalidCryptoInput e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  /** As a key file would say it. */
  private static String text(JsonMembers body) {
    if (body.has("kty")) {
      return strings(body).toString();
    }
    JsonNode privateKey = body.find(PRIVATE_KEY);
    if (privateKey == null) {
      throw body.invalid(PRIVATE_KEY, "is required");
    }
    if (privateKey.isObject()) {
      return strings(body.object(PRIVATE_KEY)).toString();
    }
    String text = body.text(PRIVATE_KEY, 1, KeyReader.MAX_LENGTH);
    String publicKey = body.optionalText(PUBLIC_KEY, 1, MAX_PUBLIC_KEY);
    return publicKey == null ? text : pair(text, publicKey);
  }

  private static String pair(String privateKey, String publicKey) {
    return Json.MAPPER
        .createObjectNode()
        .put(PUBLIC_KEY, publicKey)
        .put(PRIVATE_KEY, privateKey)
        .toString();
  }

  /** The members that are strings, which is all that a key needs. */
  private static ObjectNode strings(JsonMembers members) {
    ObjectNode strings = Json.MAPPER.createObjectNode();
    for (String name : members.names()) {
      @Nullable JsonNode value = members.find(name);
      if (value != null && value.isString()) {
        strings.set(name, value);
      }
    }
    return strings;
  }

  private static Problem unusable(String why) {
    return Problem.about(ProblemKind.UNACCEPTABLE, PRIVATE_KEY, "can't be used. " + why + ".");
  }
}
