package dev.towncrier.benchmarks.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run found, for people and for programs.
 *
 * @param micros CPU time of one POST in microseconds, by client
 * @param bodyBytes of a request
 * @param quick whether it was a try-out
 */
record HttpReport(SequencedMap<String, Double> micros, int bodyBytes, boolean quick) {
  /** Several lines. */
  String table() {
    StringBuilder text = new StringBuilder();
    if (quick) {
      text.append("A QUICK TRY-OUT: nothing here is worth quoting.\n\n");
    }
    text.append("CPU time of one POST of ")
        .append(bodyBytes)
        .append(" B over HTTP/2 and TLS, ")
        .append(Posting.IN_FLIGHT)
        .append(" in flight, in microseconds (medians)\n\n")
        .append("%-22s%10s%10s%n".formatted("", "us", "x ours"));
    micros.forEach((name, value) ->
        text.append(String.format(Locale.ROOT, "%-22s%10.2f%10.2f%n", name, value, times(value))));
    return text.toString();
  }

  private double times(double value) {
    return value / micros.firstEntry().getValue();
  }

  /** In one line. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("post_us", rounded(micros));
    SequencedMap<String, Double> ratios = new LinkedHashMap<>();
    micros.forEach((name, value) -> ratios.put(name, times(value)));
    json.put("times_towncrier", rounded(ratios));
    json.put("in_flight", Posting.IN_FLIGHT);
    json.put("connections", PostClient.CONNECTIONS);
    json.put("body_bytes", bodyBytes);
    json.put("quick", quick);
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Double> rounded(SequencedMap<String, Double> values) {
    Map<String, Double> rounded = new LinkedHashMap<>();
    values.forEach((name, value) -> rounded.put(name, Math.round(value * 100) / 100.0));
    return rounded;
  }
}
