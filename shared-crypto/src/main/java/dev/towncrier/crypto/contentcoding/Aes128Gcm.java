package dev.towncrier.crypto.contentcoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.PayloadTooLarge;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encodes records of {@code aes128gcm} (RFC 8188), one for each body. An instance serves one thread
 * at a time and is made to be used again.
 */
public final class Aes128Gcm {

  /** The record size that the header states, in bytes; what a push service must accept. */
  public static final int RECORD_SIZE = 4096;

  /** Length of the salt, in bytes. */
  public static final int SALT_LENGTH = 16;

  /** What a record holds besides the plaintext, in bytes: the delimiter and the tag. */
  public static final int RECORD_OVERHEAD = 17;

  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final byte LAST_RECORD = 2;
  private static final int MAX_KEY_ID_LENGTH = 255;

  // RFC 8188 sections 2.2 and 2.3; both end with a zero byte
  private static final byte[] KEY_INFO = "Content-Encoding: aes128gcm\0".getBytes(US_ASCII);
  private static final byte[] NONCE_INFO = "Content-Encoding: nonce\0".getBytes(US_ASCII);

  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private final Hkdf hkdf;
  private final Cipher cipher;
  private final byte[] nonce = new byte[NONCE_LENGTH];

  /**
   * With the JDK's AES-GCM.
   *
   * @param hkdf derives the keys; may serve others in between
   */
  public Aes128Gcm(Hkdf hkdf) {
    this.hkdf = hkdf;
    try {
      this.cipher = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
    }
  }

  /**
   * With another provider's AES-GCM.
   *
   * @param hkdf derives the keys; may serve others in between
   * @param provider need not be registered
   */
  public Aes128Gcm(Hkdf hkdf, Provider provider) {
    this.hkdf = hkdf;
    try {
      this.cipher = Cipher.getInstance(ALGORITHM, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " has no " + ALGORITHM, e);
    }
  }

  /**
   * Length of the header, in bytes (RFC 8188 section 2.1).
   *
   * @param keyIdLength in bytes, 0 to 255
   */
  public static int headerLength(int keyIdLength) {
    return SALT_LENGTH + Integer.BYTES + Byte.BYTES + keyIdLength;
  }

  /**
   * Header and the only record, without padding.
   *
   * @param plaintext at most 4,079 bytes
   * @param inputKeyingMaterial the secret that both sides share
   * @param salt 16 bytes, never used before with this secret
   * @param keyId at most 255 bytes
   * @throws PayloadTooLarge if the plaintext doesn't fit into one record
   */
  public byte[] encode(byte[] plaintext, byte[] inputKeyingMaterial, byte[] salt, byte[] keyId) {
    if (plaintext.length > RECORD_SIZE - RECORD_OVERHEAD) {
      throw new PayloadTooLarge(plaintext.length, RECORD_SIZE - RECORD_OVERHEAD);
    }
    if (salt.length != SALT_LENGTH) {
      throw new IllegalArgumentException(
          "A salt has " + SALT_LENGTH + " bytes, not " + salt.length);
    }
    if (keyId.length > MAX_KEY_ID_LENGTH) {
      throw new IllegalArgumentException(
          "A key id has at most " + MAX_KEY_ID_LENGTH + " bytes, not " + keyId.length);
    }

    int recordStart = headerLength(keyId.length);
    ByteBuffer body = ByteBuffer.allocate(recordStart + plaintext.length + RECORD_OVERHEAD);
    body.put(salt).putInt(RECORD_SIZE).put((byte) keyId.length).put(keyId);
    body.put(plaintext).put(LAST_RECORD);

    ContentEncryptionKey key = new ContentEncryptionKey();
    hkdf.extract(salt, inputKeyingMaterial);
    hkdf.expand(KEY_INFO, key.bytes());
    // The nonce is XORed with the record's number, which is 0 for the only one.
    hkdf.expand(NONCE_INFO, nonce);
    hkdf.clear();
    encryptInPlace(body.array(), recordStart, plaintext.length + 1, key);
    return body.array();
  }

  private void encryptInPlace(byte[] body, int start, int length, ContentEncryptionKey key) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.doFinal(body, start, length, body, start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    } finally {
      key.destroy();
    }
  }
}
