package dev.towncrier.simulator.message;

import dev.towncrier.simulator.p256.P256;
import java.nio.ByteBuffer;

/** The parts of an aes128gcm body (RFC 8188 section 2.1) as a push message has them. */
final class EncryptedBody {
  private static final int SALT_LENGTH = 16;
  private static final int SMALLEST_RECORD = 18;

  private final byte[] salt = new byte[SALT_LENGTH];
  private final byte[] senderKey = new byte[P256.POINT_LENGTH];
  private final byte[] cipherText;

  /**
   * @throws IllegalArgumentException if the header is not that of a push message
   */
  EncryptedBody(byte[] body) {
    var buffer = ByteBuffer.wrap(body);
    if (body.length < SALT_LENGTH + 4 + 1) throw new IllegalArgumentException("header is cut off");
    buffer.get(salt);
    long recordSize = Integer.toUnsignedLong(buffer.getInt());
    int idLength = Byte.toUnsignedInt(buffer.get());
    // RFC 8291 section 4: keyid is the sender's public key, and there is one record only
    if (idLength != P256.POINT_LENGTH) {
      throw new IllegalArgumentException("keyid has " + idLength + " bytes, not 65");
    }
    if (buffer.remaining() < idLength) throw new IllegalArgumentException("header is cut off");
    buffer.get(senderKey);
    if (recordSize < SMALLEST_RECORD || buffer.remaining() > recordSize) {
      throw new IllegalArgumentException(
          "record size is " + recordSize + ", the record has " + buffer.remaining() + " bytes");
    }
    cipherText = new byte[buffer.remaining()];
    buffer.get(cipherText);
  }

  byte[] salt() {
    return salt;
  }

  byte[] senderKey() {
    return senderKey;
  }

  byte[] cipherText() {
    return cipherText;
  }
}
