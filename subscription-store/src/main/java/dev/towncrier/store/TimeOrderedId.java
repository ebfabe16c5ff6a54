package dev.towncrier.store;

import dev.towncrier.crypto.RandomBytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Row ids of UUID version 7 (RFC 9562 section 5.7): milliseconds, then 74 random bits. They are
 * made before the row is, since what is sealed in the row is bound to its id.
 */
final class TimeOrderedId {
  private TimeOrderedId() {}

  static UUID at(Instant now) {
    ByteBuffer random = ByteBuffer.wrap(RandomBytes.of(Short.BYTES + Long.BYTES));
    long high = (now.toEpochMilli() << 16) | 0x7000 | (random.getShort() & 0x0fff);
    long low = (random.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
