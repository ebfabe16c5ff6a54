package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.MALFORMED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.NO_PRIVATE_KEY;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.OTHER_KIND_OF_KEY;

import dev.towncrier.crypto.InvalidKeyFile;
import dev.towncrier.crypto.p256.P256KeyPair;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Web Keys of elliptic curves (RFC 7518 section 6.2). */
final class JwkText {

  private static final int COORDINATE_LENGTH = 32;
  private static final byte UNCOMPRESSED = 4;

  private JwkText() {}

  static boolean isRecognisedIn(Map<String, String> members) {
    return members.containsKey("kty");
  }

  static FoundKey read(Map<String, String> members) {
    if (!"EC".equals(members.get("kty")) || !"P-256".equals(members.get("crv"))) {
      throw new InvalidKeyFile(
          OTHER_KIND_OF_KEY, "it is a JWK, but not one with \"kty\" EC and \"crv\" P-256");
    }
    String d = members.get("d");
    if (d == null) {
      throw new InvalidKeyFile(
          NO_PRIVATE_KEY, "it is the JWK of a public key, as it has no member \"d\"");
    }
    byte[] point = new byte[1 + 2 * COORDINATE_LENGTH];
    point[0] = UNCOMPRESSED;
    System.arraycopy(coordinate(members, "x"), 0, point, 1, COORDINATE_LENGTH);
    System.arraycopy(coordinate(members, "y"), 0, point, 1 + COORDINATE_LENGTH, COORDINATE_LENGTH);
    return FoundKey.withPublicPoint(Base64Url.decode("\"d\"", d), point);
  }

  private static byte[] coordinate(Map<String, String> members, String name) {
    @Nullable String value = members.get(name);
    byte[] coordinate = value == null ? new byte[0] : Base64Url.decode('"' + name + '"', value);
    if (coordinate.length != COORDINATE_LENGTH) {
      throw new InvalidKeyFile(
          MALFORMED,
          "\"" + name + "\" in it has " + COORDINATE_LENGTH + " bytes, not " + coordinate.length);
    }
    return coordinate;
  }

  static String write(P256KeyPair pair) {
    byte[] point = pair.publicKey().encoded();
    byte[] x = Arrays.copyOfRange(point, 1, 1 + COORDINATE_LENGTH);
    byte[] y = Arrays.copyOfRange(point, 1 + COORDINATE_LENGTH, point.length);
    return """
    {"kty":"EC","crv":"P-256","x":"%s","y":"%s","d":"%s"}
    """
        .formatted(
            Base64Url.encode(x),
            Base64Url.encode(y),
            Base64Url.encode(pair.privateKey().encoded()));
  }
}
