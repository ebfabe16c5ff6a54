package dev.towncrier.simulator.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an answer goes wrong on its way. On a connection of HTTP/1.1, which has no streams, a
 * stream's fault cuts the connection, and a GOAWAY is {@code Connection: close}.
 */
public enum Fault {
  /** The request is read and never answered. */
  NEVER_ANSWER(false),
  /** Status and headers come at once, then the body at a byte a second; without one, blanks. */
  TRICKLE(true),
  /** The body has no end, as fast as it is read. */
  ENDLESS_BODY(true),
  /** RST_STREAM with REFUSED_STREAM: it was not processed (RFC 9113 section 8.7). */
  REFUSE_STREAM(false),
  /** RST_STREAM with CANCEL. */
  CANCEL_STREAM(false),
  /** RST_STREAM with INTERNAL_ERROR. */
  FAIL_STREAM(false),
  /**
   * GOAWAY, then the answer (RFC 9113 section 6.8). Streams that are open go on; the connection
   * takes no further ones and ends with the last.
   */
  GO_AWAY(true);

  private final boolean answers;

  Fault(boolean answers) {
    this.answers = answers;
  }

  /** Whether a status is sent. */
  public boolean answers() {
    return answers;
  }

  /** The name in the control API, such as {@code never-answer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Fault of(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "fault is none of "
                    + Stream.of(values()).map(Fault::word).collect(Collectors.joining(", "))
                    + ": "
                    + word));
  }
}
