package dev.towncrier.worker.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Writes a {@link Progress} into the metadata of a committed offset: a version, then the distance
 * of {@code end} and of each open offset from the one before as varints, in base64. Its size
 * follows what is open, not the span.
 */
public final class ProgressMetadata {
  /** Kafka's own limit ({@code offset.metadata.max.bytes}). */
  public static final int MAX_LENGTH = 4_096;

  private static final byte VERSION = 1;
  private static final int MAX_BYTES = MAX_LENGTH / 4 * 3;
  private static final int LONGEST_VARINT = 10;

  private ProgressMetadata() {}

  /** The metadata that says so. */
  public static String encode(Progress progress) {
    if (progress.end() == progress.position()) {
      return "";
    }
    ByteBuffer out = ByteBuffer.allocate(1 + LONGEST_VARINT * (1 + progress.open().size()));
    out.put(VERSION);
    putVarint(out, progress.end() - progress.position());
    long previous = progress.position();
    for (long offset : progress.open()) {
      putVarint(out, offset - previous);
      previous = offset;
    }
    return Base64.getEncoder().encodeToString(Arrays.copyOf(out.array(), out.position()));
  }

  /**
   * Reads what {@link #encode} wrote; anything else says nothing beyond the position.
   *
   * @param position the committed offset
   */
  public static Progress decode(long position, String metadata) {
    if (metadata.isEmpty()) {
      return Progress.at(position);
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(metadata));
      if (in.get() != VERSION) {
        return Progress.at(position);
      }
      long end = position + varint(in);
      List<Long> open = new ArrayList<>();
      long previous = position;
      while (in.hasRemaining()) {
        previous += varint(in);
        open.add(previous);
      }
      return new Progress(position, end, open);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Progress.at(position);
    }
  }

  /** How many of {@code open}, ascending, are sure to fit beside a span of {@code span}. */
  public static int fitting(long position, List<Long> open, long span) {
    int bytes = 1 + varintLength(span);
    long previous = position;
    int fitting = 0;
    for (long offset : open) {
      bytes += varintLength(offset - previous);
      if (bytes > MAX_BYTES) {
        return fitting;
      }
      previous = offset;
      fitting++;
    }
    return fitting;
  }

  private static void putVarint(ByteBuffer out, long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("A varint is longer than 64 bits");
  }

  private static int varintLength(long value) {
    return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
