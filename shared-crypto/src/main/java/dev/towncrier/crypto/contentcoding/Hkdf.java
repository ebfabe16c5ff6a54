package dev.towncrier.crypto.contentcoding;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HKDF with SHA-256 (RFC 5869), for outputs of at most one block, which is all that RFC 8188 and
 * RFC 8291 ask for. An instance holds one pseudorandom key at a time and serves one thread at a
 * time; it is made to be used again, since it allocates nothing after its making. HMAC (RFC 2104)
 * is built here on the JDK's hash, because {@code javax.crypto.Mac} allocates at every change of
 * key, and HKDF changes it at every step.
 */
public final class Hkdf {

  /** The longest output of {@link #expand}, in bytes; the length of the hash. */
  public static final int BLOCK_LENGTH = 32;

  private static final int HASH_INPUT_LENGTH = 64;
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;
  private static final byte FIRST_BLOCK = 1;

  private final MessageDigest sha256;
  private final byte[] innerKey = new byte[HASH_INPUT_LENGTH];
  private final byte[] outerKey = new byte[HASH_INPUT_LENGTH];
  private final byte[] block = new byte[BLOCK_LENGTH];

  /** Holds no key yet. */
  public Hkdf() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }

  /**
   * RFC 5869 section 2.2: concentrates the key material into one pseudorandom key, which takes the
   * place of the last.
   *
   * @param salt 1 to 64 bytes
   * @param inputKeyingMaterial any length
   */
  public void extract(byte[] salt, byte[] inputKeyingMaterial) {
    if (salt.length < 1 || salt.length > HASH_INPUT_LENGTH) {
      throw new IllegalArgumentException(
          "A salt has 1 to " + HASH_INPUT_LENGTH + " bytes, not " + salt.length);
    }
    setKey(salt);
    sha256.update(innerKey);
    sha256.update(inputKeyingMaterial);
    finish();
    setKey(block);
  }

  /**
   * RFC 5869 section 2.3, first block: derives a key for one purpose.
   *
   * @param info names the purpose
   * @param output is filled; 1 to 32 bytes
   */
  public void expand(byte[] info, byte[] output) {
    if (output.length < 1 || output.length > BLOCK_LENGTH) {
      throw new IllegalArgumentException(
          "Not between 1 and " + BLOCK_LENGTH + ": " + output.length);
    }
    sha256.update(innerKey);
    sha256.update(info);
    sha256.update(FIRST_BLOCK);
    finish();
    System.arraycopy(block, 0, output, 0, output.length);
  }

  /** Wipes the key and what was derived last. */
  public void clear() {
    Arrays.fill(innerKey, (byte) 0);
    Arrays.fill(outerKey, (byte) 0);
    Arrays.fill(block, (byte) 0);
  }

  private void setKey(byte[] key) {
    Arrays.fill(innerKey, INNER_PAD);
    Arrays.fill(outerKey, OUTER_PAD);
    for (int i = 0; i < key.length; i++) {
      innerKey[i] ^= key[i];
      outerKey[i] ^= key[i];
    }
  }

  /** From the inner hash's input to the HMAC, which it leaves in the block. */
  private void finish() {
    try {
      sha256.digest(block, 0, BLOCK_LENGTH);
      sha256.update(outerKey);
      sha256.update(block);
      sha256.digest(block, 0, BLOCK_LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 failed", e);
    }
  }
}
