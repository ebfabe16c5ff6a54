package dev.towncrier.crypto.sealing;

import dev.towncrier.crypto.Pool;
import dev.towncrier.crypto.RandomBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals values and opens them again, with AES-256-GCM (NIST SP 800-38D). The nonce is random, so
 * one key may seal up to 2^32 values (section 8.3 there). Version, key id and place are
 * authenticated. Used by many threads.
 */
public final class Sealer {

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int TAG_LENGTH = 16;

  private final KeyEncryptionKeys keys;
  private final Pool<Cipher> ciphers = new Pool<>(Sealer::newCipher);

  /** Seals under the current one of the keys and opens with all of them. */
  public Sealer(KeyEncryptionKeys keys) {
    this.keys = keys;
  }

  /** The keys that it works with. */
  public KeyEncryptionKeys keys() {
    return keys;
  }

  /**
   * Seals a value under the current key.
   *
   * @param place where the value will be stored, and has to be when it is opened
   */
  public Sealed seal(byte[] value, Place place) {
    KeyEncryptionKey key = keys.current();
    byte[] nonce = RandomBytes.of(Sealed.NONCE_LENGTH);
    ByteBuffer sealed = ByteBuffer.allocate(Sealed.OVERHEAD + value.length);
    sealed.put(Sealed.VERSION).putLong(key.id().value()).put(nonce);
    byte[] bytes = sealed.array();
    try {
      Cipher cipher = ciphers.take();
      init(cipher, Cipher.ENCRYPT_MODE, key, bytes, place);
      cipher.doFinal(value, 0, value.length, bytes, Sealed.CIPHERTEXT_START);
      ciphers.giveBack(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
    return new Sealed(bytes);
  }

  /**
   * Opens a value.
   *
   * @param place where it was stored
   * @return what was sealed, in an array of the caller's own
   * @throws UnknownKey if it is sealed under none of the keys
   * @throws SealBroken if it was changed, or sealed for another place
   */
  public byte[] open(Sealed sealed, Place place) {
    KeyId id = sealed.keyId();
    KeyEncryptionKey key = keys.find(id).orElseThrow(() -> new UnknownKey(id, place, keys.ids()));
    byte[] bytes = sealed.bytes();
    try {
      Cipher cipher = ciphers.take();
      init(cipher, Cipher.DECRYPT_MODE, key, bytes, place);
      byte[] value =
          cipher.doFinal(bytes, Sealed.CIPHERTEXT_START, bytes.length - Sealed.CIPHERTEXT_START);
      ciphers.giveBack(cipher);
      return value;
    } catch (AEADBadTagException _) {
      throw new SealBroken(id, place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static void init(
      Cipher cipher, int mode, KeyEncryptionKey key, byte[] sealed, Place place)
      throws GeneralSecurityException {
    cipher.init(
        mode,
        key.aesKey(),
        new GCMParameterSpec(
            TAG_LENGTH * Byte.SIZE, sealed, Sealed.HEADER_LENGTH, Sealed.NONCE_LENGTH));
    cipher.updateAAD(sealed, 0, Sealed.HEADER_LENGTH);
    cipher.updateAAD(place.encoded());
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
    }
  }
}
