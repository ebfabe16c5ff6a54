package dev.towncrier.crypto.contentcoding;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * An AES key for one record. Ciphers may tell keys apart by their identity, so each record has an
 * instance of its own.
 */
final class ContentEncryptionKey implements SecretKey {

  /** Length in bytes. */
  static final int LENGTH = 16;

  private static final long serialVersionUID = 1;

  private final byte[] bytes = new byte[LENGTH];

  /** The key itself, to be filled. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "ContentEncryptionKey[redacted]";
  }
}
