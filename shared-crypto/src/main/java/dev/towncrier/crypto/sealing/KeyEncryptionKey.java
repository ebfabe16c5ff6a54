package dev.towncrier.crypto.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import dev.towncrier.crypto.RandomBytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key that other secrets are sealed under. Secret: only its id can be printed. */
public final class KeyEncryptionKey {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** Keeps the id apart from every other hash that somebody may make of the key. */
  private static final byte[] ID_DOMAIN = "towncrier key-encryption key id\0".getBytes(US_ASCII);

  private final byte[] bytes;
  private final KeyId id;
  private final SecretKey aesKey;

  private KeyEncryptionKey(byte[] bytes) {
    this.bytes = bytes;
    this.id = idOf(bytes);
    this.aesKey = new SecretKeySpec(bytes, "AES");
  }

  /** Makes a new key. */
  public static KeyEncryptionKey random() {
    return new KeyEncryptionKey(RandomBytes.of(LENGTH));
  }

  /**
   * Takes the key as it is.
   *
   * @param bytes 32 bytes
   * @throws InvalidKeyEncryptionKeys if the length is another
   */
  public static KeyEncryptionKey decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidKeyEncryptionKeys(
          "a key has " + LENGTH + " bytes, and this one has " + bytes.length);
    }
    return new KeyEncryptionKey(bytes.clone());
  }

  private static KeyId idOf(byte[] bytes) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ID_DOMAIN);
      return new KeyId(ByteBuffer.wrap(sha256.digest(bytes)).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }

  /** Names the key without telling anything of it. */
  public KeyId id() {
    return id;
  }

  /** The key as a line of {@link KeyEncryptionKeys#parse}: 43 characters, the secret itself. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  SecretKey aesKey() {
    return aesKey;
  }

  /** Compares in a time that doesn't depend on where the two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeyEncryptionKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "KeyEncryptionKey[id=" + id + "]";
  }
}
