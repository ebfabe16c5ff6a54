package dev.towncrier.simulator.script;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer told in advance. One with a status of 2xx replaces a good answer only: the request is
 * verified and delivered, and a bad one is refused as ever.
 *
 * @param status 200 to 599, or 0 to cut the connection without an answer
 * @param headers added to the answer
 * @param body the answer's body; null for none
 * @param delayMillis how long to wait before answering, up to ten minutes
 * @param times how many requests get it, from 1; null for every one from now on
 */
public record ScriptedAnswer(
    int status,
    Map<String, String> headers,
    @Nullable String body,
    long delayMillis,
    @Nullable Integer times) {
  /** The status that cuts the connection. */
  public static final int CUT = 0;

  private static final long LONGEST_DELAY = Duration.ofMinutes(10).toMillis();

  public ScriptedAnswer {
    if (status != CUT && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status is neither 0 nor 200 to 599: " + status);
    }
    if (delayMillis < 0 || delayMillis > LONGEST_DELAY) {
      throw new IllegalArgumentException("delayMillis is not 0 to 600000: " + delayMillis);
    }
    if (times != null && times < 1) {
      throw new IllegalArgumentException("times is less than 1: " + times);
    }
    headers = Map.copyOf(headers);
  }

  /** This status for every request from now on. */
  public static ScriptedAnswer always(int status) {
    return new ScriptedAnswer(status, Map.of(), null, 0, null);
  }

  /** This status for the next requests. */
  public static ScriptedAnswer times(int times, int status) {
    return new ScriptedAnswer(status, Map.of(), null, 0, times);
  }

  public ScriptedAnswer withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new ScriptedAnswer(status, more, body, delayMillis, times);
  }

  public ScriptedAnswer withBody(String text) {
    return new ScriptedAnswer(status, headers, text, delayMillis, times);
  }

  public ScriptedAnswer after(Duration delay) {
    return new ScriptedAnswer(status, headers, body, delay.toMillis(), times);
  }

  /** Whether it replaces a good answer only. */
  public boolean accepts() {
    return status >= 200 && status < 300;
  }
}
