package dev.towncrier.api.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a stream line by line, in constant memory however long a line is. */
final class LineReader {
  /** Longest line, in bytes without its end. */
  static final int MAX_BYTES = 8_192;

  /** A line without its end. */
  static final class Line {
    private final long number;
    private final byte @Nullable [] bytes;

    private Line(long number, byte @Nullable [] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    /** From 1. */
    long number() {
      return number;
    }

    /** What stands in it; null if that was over {@link #MAX_BYTES} bytes long. */
    byte @Nullable [] bytes() {
      return bytes;
    }

    boolean isBlank() {
      if (bytes == null) {
        return false;
      }
      for (byte each : bytes) {
        if (each != ' ' && each != '\t') {
          return false;
        }
      }
      return true;
    }
  }

  private final InputStream stream;
  private final byte[] buffer = new byte[65_536];
  private int position;
  private int end;
  private long number;

  LineReader(InputStream stream) {
    this.stream = stream;
  }

  /** The next line, ended by LF or CR LF or by the stream; null if there is none. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    boolean began = false;
    boolean tooLong = false;
    while (position < end || fill()) {
      began = true;
      int from = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      // One more than allowed, which may be the CR.
      int room = MAX_BYTES + 1 - line.size();
      tooLong |= position - from > room;
      line.write(buffer, from, Math.min(position - from, room));
      if (position < end) {
        position++;
        break;
      }
    }
    if (!began) {
      return null;
    }
    number++;
    byte[] bytes = withoutReturn(line.toByteArray());
    return new Line(number, tooLong || bytes.length > MAX_BYTES ? null : bytes);
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, stream.read(buffer));
    return end > 0;
  }

  private static byte[] withoutReturn(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }
}
