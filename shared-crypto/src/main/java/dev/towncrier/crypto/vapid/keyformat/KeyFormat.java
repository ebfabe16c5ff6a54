package dev.towncrier.crypto.vapid.keyformat;

import dev.towncrier.crypto.p256.P256KeyPair;

/** A form in which an application server key pair is written down. */
public enum KeyFormat {

  /** PEM with the label {@code PRIVATE KEY}: PKCS #8 (RFC 5958), what most programs take. */
  PKCS8,

  /** PEM with the label {@code EC PRIVATE KEY}: SEC 1 (RFC 5915), OpenSSL's older form. */
  SEC1,

  /** A JSON object of both halves in base64url, as {@code web-push generate-vapid-keys --json}. */
  RAW,

  /** A JSON Web Key of type EC (RFC 7517, RFC 7518 section 6.2). */
  JWK;

  /**
   * Writes a pair down, both halves, to be read by {@link KeyReader} and by others.
   *
   * @return ASCII text that ends with a line feed. It holds the private key itself
   */
  public String write(P256KeyPair pair) {
    return switch (this) {
      case PKCS8 -> PemText.write(PemText.PKCS8, EcKeyEncoding.pkcs8(pair));
      case SEC1 -> PemText.write(PemText.SEC1, EcKeyEncoding.sec1(pair));
      case RAW -> RawText.write(pair);
      case JWK -> JwkText.write(pair);
    };
  }
}
