package dev.towncrier.benchmarks.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** The plaintexts that all get. */
public final class Payloads {

  /**
   * The lengths that are measured, in bytes; the last is the longest that fits (RFC 8291 section
   * 4).
   */
  public static final List<Integer> LENGTHS = List.of(100, 300, 3_000, 3_993);

  private static final String TEXT = "{\"title\":\"Shipped\",\"body\":\"It is on its way\"} ";

  private Payloads() {}

  /** Text of so many bytes. */
  public static byte[] ofLength(int length) {
    return TEXT.repeat(length / TEXT.length() + 1).substring(0, length).getBytes(US_ASCII);
  }
}
