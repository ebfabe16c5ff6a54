package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.ENCRYPTED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.MALFORMED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.NO_PRIVATE_KEY;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.OTHER_KIND_OF_KEY;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.InvalidKeyFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** PEM (RFC 7468): blocks of base64 between lines that name what they hold. */
final class PemText {

  static final String PKCS8 = "PRIVATE KEY";
  static final String SEC1 = "EC PRIVATE KEY";
  private static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";
  private static final String PARAMETERS = "EC PARAMETERS";
  private static final String PUBLIC_KEY = "PUBLIC KEY";

  private static final String BEGIN = "-----BEGIN ";
  private static final Pattern BEGINNING = Pattern.compile(BEGIN);
  private static final Pattern BLOCK =
      Pattern.compile(BEGIN + "([A-Z0-9 ]{1,40})-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LINE_LENGTH = 64;

  private PemText() {}

  static boolean isRecognisedIn(String text) {
    return text.contains(BEGIN);
  }

  static FoundKey read(String text) {
    List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
    if (blocks.size() != BEGINNING.matcher(text).results().count()) {
      throw malformed("a PEM block in it does not end, or its first line is incomplete");
    }
    Optional<FoundKey> found = Optional.empty();
    List<byte[]> publicPoints = new ArrayList<>();
    boolean parametersGiven = false;
    for (MatchResult block : blocks) {
      String label = block.group(1);
      String body = block.group(2);
      switch (label) {
        case PARAMETERS -> {
          EcKeyDecoding.requireP256Parameters(decode(body));
          parametersGiven = true;
        }
        case PUBLIC_KEY -> publicPoints.add(EcKeyDecoding.publicPoint(decode(body)));
        case PKCS8, SEC1 -> {
          if (found.isPresent()) {
            throw malformed("it holds more than one private key");
          }
          found =
              Optional.of(
                  label.equals(PKCS8)
                      ? EcKeyDecoding.pkcs8(decode(body))
                      : EcKeyDecoding.sec1(decode(body), parametersGiven));
        }
        default -> throw unusable(label);
      }
    }
    FoundKey key =
        found.orElseThrow(
            () -> new InvalidKeyFile(NO_PRIVATE_KEY, "it holds no private key, only public parts"));
    publicPoints.addAll(key.publicPoints());
    return new FoundKey(key.privateKey(), publicPoints);
  }

  private static InvalidKeyFile unusable(String label) {
    if (label.equals(ENCRYPTED_PKCS8)) {
      return encrypted();
    }
    return label.endsWith(" PRIVATE KEY")
        ? new InvalidKeyFile(OTHER_KIND_OF_KEY, "it is a private key, but not one of P-256")
        : malformed("it holds a PEM block that is no part of a key pair");
  }

  private static byte[] decode(String body) {
    // RFC 1421 section 4.6.1.1: the older form says so in a header.
    if (body.contains("Proc-Type:") && body.contains("ENCRYPTED")) {
      throw encrypted();
    }
    try {
      return Base64.getDecoder().decode(SPACE.matcher(body).replaceAll(""));
    } catch (IllegalArgumentException _) {
      throw malformed("a PEM block in it is not base64");
    }
  }

  private static InvalidKeyFile encrypted() {
    return new InvalidKeyFile(
        ENCRYPTED,
        "it is encrypted; decrypt it first, for instance with \"openssl pkey -in FILE\"");
  }

  private static InvalidKeyFile malformed(String detail) {
    return new InvalidKeyFile(MALFORMED, detail);
  }

  static String write(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(US_ASCII));
    return BEGIN
        + label
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
