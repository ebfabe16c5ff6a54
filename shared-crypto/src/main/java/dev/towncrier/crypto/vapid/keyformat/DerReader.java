package dev.towncrier.crypto.vapid.keyformat;

import dev.towncrier.crypto.InvalidKeyFile;
import java.util.Arrays;

/**
 * Reads elements of DER (ITU-T X.690 section 10) one after another, and nothing that is not DER:
 * lengths are definite and as short as can be, and whoever has read all calls {@link #end}.
 */
final class DerReader {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  /** A constructed element of context-specific class. */
  static final int CONTEXT = 0xa0;

  /** A primitive element of context-specific class. */
  static final int PRIMITIVE_CONTEXT = 0x80;

  private static final int SHORT_LENGTH_LIMIT = 0x80;

  private final byte[] bytes;
  private int position;

  DerReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean nextIs(int tag) {
    return position < bytes.length && Byte.toUnsignedInt(bytes[position]) == tag;
  }

  /** The content of the next element, which must be of that tag. */
  byte[] content(int tag) {
    if (!nextIs(tag)) {
      throw malformed();
    }
    position++;
    int length = length();
    if (length > bytes.length - position) {
      throw malformed();
    }
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** A reader of the elements within the next one. */
  DerReader within(int tag) {
    return new DerReader(content(tag));
  }

  /** The bytes of a string of whole bytes. */
  byte[] bitString(int tag) {
    byte[] content = content(tag);
    if (content.length == 0 || content[0] != 0) {
      throw malformed();
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /** An integer from 0 to 127. */
  int smallInteger() {
    byte[] content = content(INTEGER);
    if (content.length != 1 || content[0] < 0) {
      throw malformed();
    }
    return content[0];
  }

  void end() {
    if (position != bytes.length) {
      throw malformed();
    }
  }

  private int length() {
    int first = nextByte();
    if (first < SHORT_LENGTH_LIMIT) {
      return first;
    }
    // No key is longer than two bytes of length can say.
    int length =
        switch (first) {
          case 0x81 -> nextByte();
          case 0x82 -> nextByte() << 8 | nextByte();
          default -> throw malformed();
        };
    if (length < (first == 0x81 ? SHORT_LENGTH_LIMIT : 0x100)) {
      throw malformed();
    }
    return length;
  }

  private int nextByte() {
    if (position == bytes.length) {
      throw malformed();
    }
    return Byte.toUnsignedInt(bytes[position++]);
  }

  static InvalidKeyFile malformed() {
    return new InvalidKeyFile(
        InvalidKeyFile.Problem.MALFORMED, "the DER in it is damaged or of another structure");
  }
}
