package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.PayloadTooLarge;
import dev.towncrier.crypto.RandomBytes;
import dev.towncrier.crypto.contentcoding.Aes128Gcm;
import dev.towncrier.crypto.contentcoding.Hkdf;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.nio.ByteBuffer;

/**
 * Encrypts push messages so that only the subscribed browser can read them (RFC 8291). Thread-safe.
 * The body goes out with {@code Content-Encoding: aes128gcm}.
 */
public final class PushMessageEncryption {

  /**
   * The longest plaintext, in bytes: a body of 4,096 bytes, which every push service must accept
   * (RFC 8030 section 7.2), less 86 of header and 17 of delimiter and tag (RFC 8291 section 4).
   */
  public static final int MAX_PLAINTEXT_LENGTH =
      Aes128Gcm.RECORD_SIZE
          - Aes128Gcm.headerLength(P256PublicKey.LENGTH)
          - Aes128Gcm.RECORD_OVERHEAD;

  private static final byte[] INFO_PREFIX = "WebPush: info\0".getBytes(US_ASCII);
  private static final int KEYING_MATERIAL_LENGTH = 32;

  private final P256 p256;

  /**
   * @param p256 does the curve arithmetic
   */
  public PushMessageEncryption(P256 p256) {
    this.p256 = p256;
  }

  /**
   * Encrypts one message for one subscription, under a key pair and a salt used for nothing else.
   *
   * @param plaintext 0 to 3,993 bytes
   * @param userAgentKey the subscription's {@code keys.p256dh}
   * @param authSecret the subscription's {@code keys.auth}
   * @return the body of the request, 103 bytes longer than the plaintext
   * @throws PayloadTooLarge if the plaintext has more than 3,993 bytes
   */
  public byte[] encrypt(byte[] plaintext, P256PublicKey userAgentKey, AuthSecret authSecret) {
    if (plaintext.length > MAX_PLAINTEXT_LENGTH) {
      throw new PayloadTooLarge(plaintext.length, MAX_PLAINTEXT_LENGTH);
    }
    AgreedSecret agreed = p256.agreeEphemerally(userAgentKey);
    byte[] salt = RandomBytes.of(Aes128Gcm.SALT_LENGTH);
    return encrypt(plaintext, userAgentKey, authSecret, agreed, salt);
  }

  static byte[] encrypt(
      byte[] plaintext,
      P256PublicKey userAgentKey,
      AuthSecret authSecret,
      AgreedSecret agreed,
      byte[] salt) {
    byte[] applicationServerKey = agreed.publicKey().encoded();
    // RFC 8291 section 3.4: combine the ECDH and authentication secrets
    byte[] keyingMaterial =
        Hkdf.extract(authSecret.encoded(), agreed.secret())
            .expand(keyInfo(userAgentKey, applicationServerKey), KEYING_MATERIAL_LENGTH);
    // RFC 8291 section 4: a single record, whose key id is the ephemeral public key
    return Aes128Gcm.encode(plaintext, keyingMaterial, salt, applicationServerKey);
  }

  private static byte[] keyInfo(P256PublicKey userAgentKey, byte[] applicationServerKey) {
    return ByteBuffer.allocate(INFO_PREFIX.length + 2 * P256PublicKey.LENGTH)
        .put(INFO_PREFIX)
        .put(userAgentKey.encoded())
        .put(applicationServerKey)
        .array();
  }
}
