package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.MALFORMED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.PUBLIC_KEY_MISMATCH;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.UNKNOWN_FORMAT;

import dev.towncrier.crypto.InvalidCryptoInput;
import dev.towncrier.crypto.InvalidKeyFile;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import java.util.Map;

/** Reads application server key pairs that others or {@link KeyFormat} wrote down. */
public final class KeyReader {

  /** The longest text that is looked at, in characters. */
  public static final int MAX_LENGTH = 16_384;

  private final P256 p256;

  /** Computes public keys by {@code p256}. */
  public KeyReader(P256 p256) {
    this.p256 = p256;
  }

  /**
   * Reads a pair and recognises its form: PEM (PKCS #8, or SEC 1 with or without a block of
   * parameters), JWK, the pair in base64url as web-push prints it (as text or as JSON), or a
   * private key alone in base64url. Every public key that stands beside the private one must belong
   * to it.
   *
   * @throws InvalidCryptoInput if there is no usable pair: an {@link InvalidKeyFile}, or what the
   *     decoding of its private key throws
   */
  public P256KeyPair read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidKeyFile(MALFORMED, "it is over " + MAX_LENGTH + " characters long");
    }
    FoundKey found = find(text.strip());
    P256KeyPair pair = p256.keyPair(found.privateKey());
    if (!found.allBelongTo(pair.publicKey())) {
      throw new InvalidKeyFile(
          PUBLIC_KEY_MISMATCH, "the public key in it does not belong to the private one");
    }
    return pair;
  }

  private static FoundKey find(String text) {
    if (PemText.isRecognisedIn(text)) {
      return PemText.read(text);
    }
    if (text.startsWith("{")) {
      Map<String, String> members = JsonText.read(text);
      return JwkText.isRecognisedIn(members) ? JwkText.read(members) : RawText.read(members);
    }
    return RawText.read(text)
        .orElseThrow(() ->
            new InvalidKeyFile(
                UNKNOWN_FORMAT,
                "it is neither PEM, nor JWK, nor what web-push prints, nor a private key in"
                    + " base64url"));
  }
}
