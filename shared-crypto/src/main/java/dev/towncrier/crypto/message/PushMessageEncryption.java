package dev.towncrier.crypto.message;

import dev.towncrier.crypto.PayloadTooLarge;
import dev.towncrier.crypto.Pool;
import dev.towncrier.crypto.contentcoding.Aes128Gcm;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;

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

  private final P256 p256;
  private final Pool<MessageEncoder> encoders;

  /**
   * @param p256 does the curve arithmetic; AES-GCM comes from its provider too, if it has one
   */
  public PushMessageEncryption(P256 p256) {
    this.p256 = p256;
    this.encoders = new Pool<>(() -> MessageEncoder.beside(p256));
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
    try (AgreedSecret agreed = p256.agreeEphemerally(userAgentKey)) {
      MessageEncoder encoder = encoders.take();
      byte[] body = encoder.encode(plaintext, userAgentKey, authSecret, agreed);
      encoders.giveBack(encoder);
      return body;
    }
  }
}
