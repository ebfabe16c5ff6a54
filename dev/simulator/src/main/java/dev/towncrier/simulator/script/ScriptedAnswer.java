package dev.towncrier.simulator.script;

import dev.towncrier.simulator.http.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer told in advance. One with a status of 2xx replaces a good answer only: the request is
 * verified and delivered, and a bad one is refused as ever.
 *
 * @param status 200 to 599; 0 for a fault without an answer, or to cut the connection
 * @param headers added to the answer
 * @param body the answer's body; null for none
 * @param delayMillis how long to wait before answering, up to ten minutes
 * @param times how many requests get it, from 1; null for every one from now on
 * @param share of the requests that get it, evenly spread, above 0 and up to 1; the others pass by
 * @param fault how the answer goes wrong; null if it does not
 */
public record ScriptedAnswer(
    int status,
    Map<String, String> headers,
    @Nullable String body,
    long delayMillis,
    @Nullable Integer times,
    double share,
    @Nullable Fault fault) {
  /** The status that cuts the connection. */
  public static final int CUT = 0;

  private static final int CREATED = 201;
  private static final long LONGEST_DELAY = Duration.ofMinutes(10).toMillis();

  public ScriptedAnswer {
    if (status != CUT && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status is neither 0 nor 200 to 599: " + status);
    }
    if (fault != null && fault.answers() == (status == CUT)) {
      throw new IllegalArgumentException(
          "status does not go with fault " + fault.word() + ": " + status);
    }
    if (delayMillis < 0 || delayMillis > LONGEST_DELAY) {
      throw new IllegalArgumentException("delayMillis is not 0 to 600000: " + delayMillis);
    }
    if (times != null && times < 1) {
      throw new IllegalArgumentException("times is less than 1: " + times);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is not above 0 and up to 1: " + share);
    }
    headers = Map.copyOf(headers);
  }

  /** This status for every request from now on. */
  public static ScriptedAnswer always(int status) {
    return new ScriptedAnswer(status, Map.of(), null, 0, null, 1, null);
  }

  /** This status for the next requests. */
  public static ScriptedAnswer times(int times, int status) {
    return always(status).times(times);
  }

  /** This fault for every request from now on; one that answers has the status 201. */
  public static ScriptedAnswer always(Fault fault) {
    return new ScriptedAnswer(usualStatus(fault), Map.of(), null, 0, null, 1, fault);
  }

  /** The status of a fault where none is told: 201, or 0 if it does not answer. */
  public static int usualStatus(Fault fault) {
    return fault.answers() ? CREATED : CUT;
  }

  /** The same for this many requests. */
  public ScriptedAnswer times(int requests) {
    return new ScriptedAnswer(status, headers, body, delayMillis, requests, share, fault);
  }

  /** The same for this share of the requests. */
  public ScriptedAnswer share(double ofRequests) {
    return new ScriptedAnswer(status, headers, body, delayMillis, times, ofRequests, fault);
  }

  public ScriptedAnswer withHeader(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new ScriptedAnswer(status, more, body, delayMillis, times, share, fault);
  }

  public ScriptedAnswer withBody(String text) {
    return new ScriptedAnswer(status, headers, text, delayMillis, times, share, fault);
  }

  public ScriptedAnswer after(Duration delay) {
    return new ScriptedAnswer(status, headers, body, delay.toMillis(), times, share, fault);
  }

  /** Whether it replaces a good answer only. */
  public boolean accepts() {
    return status >= 200 && status < 300;
  }
}
