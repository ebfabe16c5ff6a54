package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.contentcoding.Aes128Gcm;
import dev.towncrier.crypto.contentcoding.Hkdf;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.Arrays;

/** Encodes one message after another, given their secrets. For one thread at a time. */
final class MessageEncoder {

  private static final byte[] INFO_PREFIX = "WebPush: info\0".getBytes(US_ASCII);
  private static final int KEYING_MATERIAL_LENGTH = 32;

  private final Hkdf hkdf;
  private final Aes128Gcm coding;
  private final Salts salts = new Salts();
  private final byte[] ecdhSecret = new byte[AgreedSecret.LENGTH];
  private final byte[] keyInfo =
      Arrays.copyOf(INFO_PREFIX, INFO_PREFIX.length + 2 * P256PublicKey.LENGTH);
  private final byte[] keyingMaterial = new byte[KEYING_MATERIAL_LENGTH];

  private MessageEncoder(Hkdf hkdf, Aes128Gcm coding) {
    this.hkdf = hkdf;
    this.coding = coding;
  }

  /** An encoder whose AES-GCM comes from the library that does the curve arithmetic, if it can. */
  static MessageEncoder beside(P256 p256) {
    Hkdf hkdf = new Hkdf();
    Aes128Gcm coding =
        p256.provider()
            .map(provider -> new Aes128Gcm(hkdf, provider))
            .orElseGet(() -> new Aes128Gcm(hkdf));
    return new MessageEncoder(hkdf, coding);
  }

  /** Under a salt used for nothing else. */
  byte[] encode(
      byte[] plaintext, P256PublicKey userAgentKey, AuthSecret authSecret, AgreedSecret agreed) {
    return encode(plaintext, userAgentKey, authSecret, agreed, salts.next());
  }

  byte[] encode(
      byte[] plaintext,
      P256PublicKey userAgentKey,
      AuthSecret authSecret,
      AgreedSecret agreed,
      byte[] salt) {
    byte[] applicationServerKey = agreed.publicKey().encoded();
    userAgentKey.copyTo(keyInfo, INFO_PREFIX.length);
    agreed.publicKey().copyTo(keyInfo, INFO_PREFIX.length + P256PublicKey.LENGTH);
    try {
      // RFC 8291 section 3.4: combine the ECDH and authentication secrets
      agreed.copySecretTo(ecdhSecret);
      hkdf.extract(authSecret.bytes(), ecdhSecret);
      hkdf.expand(keyInfo, keyingMaterial);
      // RFC 8291 section 4: a single record, whose key id is the ephemeral public key
      return coding.encode(plaintext, keyingMaterial, salt, applicationServerKey);
    } finally {
      Arrays.fill(ecdhSecret, (byte) 0);
      Arrays.fill(keyingMaterial, (byte) 0);
    }
  }
}
