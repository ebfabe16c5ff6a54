package dev.towncrier.simulator.vapid;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.p256.P256;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@code vapid} credential and verifies its signature (RFC 8292 sections 2 and 3). */
final class SignatureCheck {
  private static final String SCHEME = "vapid ";
  private static final JsonMapper JSON = JsonMapper.shared();

  private SignatureCheck() {}

  /**
   * @throws IllegalArgumentException if it is no signed token; the message says why
   */
  static SignedToken verify(String authorization) {
    Map<String, String> parameters = parameters(authorization);
    byte[] point = decode("k", required(parameters, "k"));
    String token = required(parameters, "t");
    List<String> parts = List.of(token.split("\\.", -1));
    if (parts.size() != 3) throw new IllegalArgumentException("t is not a JWT of three parts");
    JsonNode header = json("the header", parts.get(0));
    if (!header.path("alg").asString("").equals("ES256")) {
      throw new IllegalArgumentException("alg is not ES256");
    }
    String signed = token.substring(0, token.lastIndexOf('.'));
    if (!signatureVerifies(point, signed, decode("the signature", parts.get(2)))) {
      throw new IllegalArgumentException("signature does not verify");
    }
    return token(Base64Url.encode(point), json("the claims", parts.get(1)));
  }

  private static SignedToken token(String key, JsonNode claims) {
    String subject = claims.path("sub").asString("");
    if (!subject.startsWith("mailto:") && !subject.startsWith("https:")) {
      throw new IllegalArgumentException("sub is neither mailto: nor https:");
    }
    JsonNode expiry = claims.path("exp");
    if (!expiry.isNumber()) throw new IllegalArgumentException("exp is not a number");
    String audience = claims.path("aud").asString("");
    if (audience.isEmpty()) throw new IllegalArgumentException("aud is missing");
    return new SignedToken(key, audience, Instant.ofEpochSecond(expiry.longValue()));
  }

  private static Map<String, String> parameters(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new IllegalArgumentException("scheme is not vapid");
    }
    var parameters = new HashMap<String, String>();
    for (String parameter : authorization.substring(SCHEME.length()).split(",", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) throw new IllegalArgumentException("a parameter has no value");
      String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      parameters.put(name, parameter.substring(equals + 1).strip().replace("\"", ""));
    }
    return parameters;
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null) throw new IllegalArgumentException("parameter " + name + " is missing");
    return value;
  }

  private static byte[] decode(String what, String text) {
    try {
      return Base64Url.decode(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(what + " is not base64url");
    }
  }

  private static JsonNode json(String what, String text) {
    try {
      return JSON.readTree(decode(what, text));
    } catch (JacksonException _) {
      throw new IllegalArgumentException(what + " is not JSON");
    }
  }

  private static boolean signatureVerifies(byte[] point, String signed, byte[] signature) {
    try {
      // RFC 7518 section 3.4: R and S side by side
      var check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(P256.publicKey(point));
      check.update(signed.getBytes(US_ASCII));
      return check.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
