package dev.towncrier.crypto.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Where a sealed value belongs. It is authenticated with the value, so that one that was moved to
 * another row or column does not open.
 *
 * @param table what the row is one of
 * @param purpose which of the row's values it is
 * @param row the row's id
 */
public record Place(String table, String purpose, String row) {

  /** Each part behind its length, so that no two places have the same bytes. */
  byte[] encoded() {
    byte[][] parts = {table.getBytes(UTF_8), purpose.getBytes(UTF_8), row.getBytes(UTF_8)};
    int length = 0;
    for (byte[] part : parts) {
      length += Integer.BYTES + part.length;
    }
    ByteBuffer encoded = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      encoded.putInt(part.length).put(part);
    }
    return encoded.array();
  }

  @Override
  public String toString() {
    return purpose + " of " + table + " " + row;
  }
}
