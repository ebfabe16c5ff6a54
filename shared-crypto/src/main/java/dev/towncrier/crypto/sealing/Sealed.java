package dev.towncrier.crypto.sealing;

import dev.towncrier.crypto.InvalidSealedValue;
import java.nio.ByteBuffer;

/**
 * A sealed value: version (1 byte), key id (8), nonce (12), ciphertext, tag (16). It is {@value
 * #OVERHEAD} bytes longer than what it seals.
 */
public final class Sealed {

  /** What a sealed value has in addition to the value, in bytes. */
  public static final int OVERHEAD = 37;

  static final byte VERSION = 1;
  static final int HEADER_LENGTH = Byte.BYTES + KeyId.LENGTH;
  static final int NONCE_LENGTH = 12;
  static final int CIPHERTEXT_START = HEADER_LENGTH + NONCE_LENGTH;

  private final byte[] bytes;

  /** Takes the array as it is; nobody else may change it. */
  Sealed(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes what {@link #encoded} made.
   *
   * @throws InvalidSealedValue if it is too short, or of a version that is not 1
   */
  public static Sealed decode(byte[] encoded) {
    if (encoded.length < OVERHEAD) {
      throw new InvalidSealedValue("it has at least " + OVERHEAD + " bytes, not " + encoded.length);
    }
    if (encoded[0] != VERSION) {
      throw new InvalidSealedValue(
          "its version is " + VERSION + ", not " + Byte.toUnsignedInt(encoded[0]));
    }
    return new Sealed(encoded.clone());
  }

  /** The key that it is sealed under. */
  public KeyId keyId() {
    return new KeyId(ByteBuffer.wrap(bytes).getLong(Byte.BYTES));
  }

  /** All of it, to be stored. */
  public byte[] encoded() {
    return bytes.clone();
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "Sealed[key=" + keyId() + "]";
  }
}
