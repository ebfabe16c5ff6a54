package dev.towncrier.api.users;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.crypto.InvalidPublicKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.store.TokenAlgorithm;
import dev.towncrier.store.VerificationKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Key (RFC 7517) of a kind that userTokens are verified with: the public key of P-256
 * (RFC 7518 section 6.2) or of Ed25519 (RFC 8037), or a secret (RFC 7518 section 6.4).
 *
 * @param kid how tokens name it; null if they don't
 */
record Jwk(@Nullable String kid, VerificationKey key) {
  static final String EC = "EC";
  static final String OKP = "OKP";
  static final String OCT = "oct";
  static final String P256 = "P-256";
  static final String ED25519 = "Ed25519";

  private static final int MAX_KID = 128;
  private static final int MAX_TEXT = 2_048;
  private static final int MAX_OPERATIONS = 16;
  private static final int COORDINATE = 32;
  private static final int MIN_SECRET = 32; // RFC 7518 section 3.2: as long as the hash, at least
  private static final int MAX_SECRET = 1_024;

  /**
   * The key in {@code members}.
   *
   * @throws dev.towncrier.contract.InvalidJson if one is missing or of the wrong type or size
   * @throws Problem 422 if it is of no kind that is taken, or a private key
   */
  static Jwk read(JsonMembers members) {
    String kid = members.optionalText("kid", 1, MAX_KID);
    String kty = members.text("kty", 1, MAX_TEXT);
    VerificationKey key =
        switch (kty) {
          case EC -> p256(members);
          case OKP -> ed25519(members);
          case OCT -> secret(members);
          default -> throw unacceptable("kty", "must be EC, OKP or oct");
        };
    checkPurpose(members, key.algorithm());
    return new Jwk(kid, key);
  }

  private static VerificationKey p256(JsonMembers members) {
    refusePrivate(members);
    checkCurve(members, P256);
    byte[] point =
        ByteBuffer.allocate(P256PublicKey.LENGTH)
            .put((byte) 4)
            .put(coordinate(members, "x"))
            .put(coordinate(members, "y"))
            .array();
    try {
      return new VerificationKey(TokenAlgorithm.ES256, P256PublicKey.decode(point).encoded());
    } catch (InvalidPublicKey _) {
      throw unacceptable("x", "and y are no point on P-256");
    }
  }

  private static VerificationKey ed25519(JsonMembers members) {
    refusePrivate(members);
    checkCurve(members, ED25519);
    byte[] key = coordinate(members, "x");
    if (!Ed25519.isPublicKey(key)) {
      throw unacceptable("x", "is no public key of Ed25519");
    }
    return new VerificationKey(TokenAlgorithm.EDDSA, key);
  }

  private static VerificationKey secret(JsonMembers members) {
    byte[] secret = bytes(members, "k");
    if (secret.length < MIN_SECRET || secret.length > MAX_SECRET) {
      throw unacceptable(
          "k",
          "has %d bytes; %d to %d are allowed".formatted(secret.length, MIN_SECRET, MAX_SECRET));
    }
    return new VerificationKey(TokenAlgorithm.HS256, secret);
  }

  private static void refusePrivate(JsonMembers members) {
    if (members.has("d")) {
      throw unacceptable("d", "is a private key, which stays with the site; send the public half");
    }
  }

  private static void checkCurve(JsonMembers members, String curve) {
    if (!members.text("crv", 1, MAX_TEXT).equals(curve)) {
      throw unacceptable("crv", "must be " + curve);
    }
  }

  /** What the key says of its own use (RFC 7517 sections 4.2 to 4.4), where it says something. */
  private static void checkPurpose(JsonMembers members, TokenAlgorithm algorithm) {
    String alg = members.optionalText("alg", 1, MAX_TEXT);
    if (alg != null && !algorithm.equals(algorithm(alg))) {
      throw unacceptable("alg", "must be " + algorithm.label() + " for this key");
    }
    String use = members.optionalText("use", 1, MAX_TEXT);
    if (use != null && !use.equals("sig")) {
      throw unacceptable("use", "must be sig");
    }
    List<String> operations = members.optionalTexts("key_ops", MAX_OPERATIONS, MAX_TEXT);
    if (operations != null && !operations.contains("verify")) {
      throw unacceptable("key_ops", "must hold verify");
    }
  }

  /** The algorithm that a key or a token names; null if it is none of ours. */
  static @Nullable TokenAlgorithm algorithm(String alg) {
    return switch (alg) {
      case "ES256" -> TokenAlgorithm.ES256;
      case "EdDSA", "Ed25519" -> TokenAlgorithm.EDDSA; // the latter by RFC 9864
      case "HS256" -> TokenAlgorithm.HS256;
      default -> null;
    };
  }

  private static byte[] coordinate(JsonMembers members, String name) {
    byte[] bytes = bytes(members, name);
    if (bytes.length != COORDINATE) {
      throw unacceptable(name, "has " + bytes.length + " bytes, not " + COORDINATE);
    }
    return bytes;
  }

  private static byte[] bytes(JsonMembers members, String name) {
    String text = members.text(name, 1, MAX_TEXT);
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw unacceptable(name, "is not base64url");
    }
  }

  /** The member {@code x} of a public key. */
  static String x(@Nullable VerificationKey key) {
    return text(key, 0);
  }

  /** The member {@code y} of a public key of P-256. */
  static String y(@Nullable VerificationKey key) {
    return text(key, 1);
  }

  private static String text(@Nullable VerificationKey key, int coordinate) {
    byte[] bytes = Objects.requireNonNull(key).bytes();
    int begin = bytes.length % COORDINATE + coordinate * COORDINATE; // behind a point's first byte
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, begin, begin + COORDINATE));
  }

  private static Problem unacceptable(String member, String problem) {
    return Problem.about(ProblemKind.UNACCEPTABLE, member, problem);
  }
}
