package dev.towncrier.crypto.message;

import dev.towncrier.crypto.RandomBytes;
import dev.towncrier.crypto.contentcoding.Aes128Gcm;
import java.util.Arrays;

/**
 * Salts for one message after another, each given once. They are drawn many at a time, since a draw
 * costs more than the bytes it yields; they may lie in memory meanwhile, since each goes out in the
 * clear with its message. For one thread at a time.
 */
final class Salts {

  private static final int DRAWN_AT_ONCE = 64;

  private byte[] drawn = {};
  private int next;

  /** The 16 bytes of the next salt (RFC 8188 section 2.1). */
  byte[] next() {
    if (next == drawn.length) {
      drawn = RandomBytes.of(DRAWN_AT_ONCE * Aes128Gcm.SALT_LENGTH);
      next = 0;
    }
    int start = next;
    next += Aes128Gcm.SALT_LENGTH;
    return Arrays.copyOfRange(drawn, start, next);
  }
}
