package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.NO_PRIVATE_KEY;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.UNKNOWN_FORMAT;

import dev.towncrier.crypto.InvalidKeyFile;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scalar and point in base64url, as npm's web-push prints and takes them. */
final class RawText {

  private static final String VALUE = "([\\w-]{1,100}={0,2})";
  private static final Pattern PRINTED =
      Pattern.compile(
          "(?:=+\\s+)?Public Key:\\s+" + VALUE + "\\s+Private Key:\\s+" + VALUE + "(?:\\s+=+)?");
  private static final Pattern ALONE = Pattern.compile(VALUE);

  private RawText() {}

  /** Reads what {@code web-push generate-vapid-keys} prints, or a private key alone. */
  static Optional<FoundKey> read(String text) {
    Matcher printed = PRINTED.matcher(text);
    if (printed.matches()) {
      return Optional.of(pair(printed.group(1), printed.group(2)));
    }
    if (!ALONE.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] key = Base64Url.decode("the key", text);
    if (key.length == P256PublicKey.LENGTH) {
      throw new InvalidKeyFile(NO_PRIVATE_KEY, "it is a public key; the private one is missing");
    }
    return Optional.of(FoundKey.alone(key));
  }

  /** Reads what {@code web-push generate-vapid-keys --json} prints. */
  static FoundKey read(Map<String, String> members) {
    String publicKey = members.get("publicKey");
    String privateKey = members.get("privateKey");
    if (publicKey != null && privateKey != null) {
      return pair(publicKey, privateKey);
    }
    if (publicKey != null) {
      throw new InvalidKeyFile(NO_PRIVATE_KEY, "it has no member \"privateKey\"");
    }
    throw new InvalidKeyFile(
        UNKNOWN_FORMAT,
        "it is JSON, but neither a JWK (\"kty\") nor a pair (\"publicKey\", \"privateKey\")");
  }

  private static FoundKey pair(String publicKey, String privateKey) {
    return FoundKey.withPublicPoint(
        padded(Base64Url.decode("the private key", privateKey)),
        Base64Url.decode("the public key", publicKey));
  }

  /**
   * Old versions of web-push left leading zeros out, in one key of 256. The public key beside it
   * tells such a scalar from one that was cut off.
   */
  private static byte[] padded(byte[] scalar) {
    if (scalar.length == 0 || scalar.length >= P256PrivateKey.LENGTH) {
      return scalar;
    }
    byte[] padded = new byte[P256PrivateKey.LENGTH];
    System.arraycopy(scalar, 0, padded, padded.length - scalar.length, scalar.length);
    return padded;
  }

  static String write(P256KeyPair pair) {
    return """
    {"publicKey":"%s","privateKey":"%s"}
    """
        .formatted(pair.publicKey().base64Url(), Base64Url.encode(pair.privateKey().encoded()));
  }
}
