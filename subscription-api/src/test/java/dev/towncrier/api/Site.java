package dev.towncrier.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * A site's key and the userTokens that it signs, by nothing but the JDK (RFC 7515, RFC 7518, RFC
 * 8037).
 */
public final class Site {
  private static final byte[] SECRET = "this secret is known to the site and to us".getBytes(UTF_8);

  private final String alg;
  private final KeyPair pair;

  private Site(String alg, KeyPair pair) {
    this.alg = alg;
    this.pair = pair;
  }

  /** A site whose key is for ES256, EdDSA or HS256. */
  public static Site signingBy(String alg) {
    try {
      return switch (alg) {
        case "ES256" -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          yield new Site(alg, generator.generateKeyPair());
        }
        case "EdDSA" -> new Site(alg, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        default -> new Site(alg, null);
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What the site gives us of its key, as a JWK. */
  public ObjectNode jwk() {
    ObjectNode jwk = Json.MAPPER.createObjectNode();
    return switch (alg) {
      case "ES256" -> {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        yield jwk.put("kty", "EC")
            .put("crv", "P-256")
            .put("x", base64(coordinate(key.getW().getAffineX())))
            .put("y", base64(coordinate(key.getW().getAffineY())));
      }
      case "EdDSA" -> jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", base64(ed25519()));
      default -> jwk.put("kty", "oct").put("k", base64(SECRET));
    };
  }

  /** The bytes of the public key as somebody would take them for a secret. */
  public byte[] publicBytes() {
    return pair.getPublic().getEncoded();
  }

  /** The claims of a token that is valid for an hour. */
  public static ObjectNode claims(String application, String user) {
    return Json.MAPPER
        .createObjectNode()
        .put("sub", user)
        .put("aud", application)
        .put("exp", System.currentTimeMillis() / 1_000 + 3_600);
  }

  /** A token of these claims. */
  public String token(ObjectNode claims) {
    return token(header(), claims);
  }

  /** A valid token. */
  public String token(String application, String user) {
    return token(claims(application, user));
  }

  /** The usual header. */
  public ObjectNode header() {
    return Json.MAPPER.createObjectNode().put("alg", alg);
  }

  /** A token of this header and these claims, signed by the site's key whatever they say. */
  public String token(ObjectNode header, ObjectNode claims) {
    String signed =
        base64(header.toString().getBytes(UTF_8)) + "." + base64(claims.toString().getBytes(UTF_8));
    return signed + "." + base64(signature(signed.getBytes(UTF_8)));
  }

  /** A token that is signed by HMAC with this secret, whatever its header says. */
  public static String tokenByHmac(byte[] secret, ObjectNode header, ObjectNode claims) {
    String signed =
        base64(header.toString().getBytes(UTF_8)) + "." + base64(claims.toString().getBytes(UTF_8));
    return signed + "." + base64(hmac(secret, signed.getBytes(UTF_8)));
  }

  private byte[] signature(byte[] message) {
    if (pair == null) {
      return hmac(SECRET, message);
    }
    try {
      Signature signature =
          Signature.getInstance(alg.equals("ES256") ? "SHA256withECDSAinP1363Format" : "Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] ed25519() {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] coordinate = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, coordinate, 32 - length, length);
    return coordinate;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
