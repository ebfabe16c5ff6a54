package dev.towncrier.crypto.sealing;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Which key-encryption key a value is sealed under. It tells nothing of the key, so it may be
 * printed: 16 hexadecimal digits.
 *
 * @param value the first 8 bytes of a hash of the key, big-endian
 */
public record KeyId(long value) {

  /** Length of the encoding, in bytes. */
  public static final int LENGTH = Long.BYTES;

  /**
   * Decodes what {@link #encoded} made.
   *
   * @param encoded 8 bytes
   * @throws IllegalArgumentException if the length is another
   */
  public static KeyId decode(byte[] encoded) {
    if (encoded.length != LENGTH) {
      throw new IllegalArgumentException("A key id has 8 bytes, not " + encoded.length);
    }
    return new KeyId(ByteBuffer.wrap(encoded).getLong());
  }

  /** The 8 bytes, as they stand in each sealed value. */
  public byte[] encoded() {
    return ByteBuffer.allocate(LENGTH).putLong(value).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
