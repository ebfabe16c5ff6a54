package dev.towncrier.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose child a span is, as the header {@value #HEADER} of requests and of Kafka records says it
 * (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param spanId 16 hexadecimal digits in lower case, not all zero
 * @param sampled whether spans of this trace are kept
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  /** The header's name. */
  public static final String HEADER = "traceparent";

  private static final String FIRST_VERSION = "00";
  private static final int MOST_CHARACTERS = 512;
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /**
   * What the header says; empty if there is none, or it is none of this form. What a later version
   * adds is passed over (section 3.2.4).
   */
  public static Optional<Traceparent> parse(@Nullable String header) {
    if (header == null || header.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches()
        || (matcher.group(1).equals(FIRST_VERSION) && matcher.group(5) != null)) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
    return Optional.of(new Traceparent(matcher.group(2), matcher.group(3), sampled));
  }

  /** The header's value. */
  public String text() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
