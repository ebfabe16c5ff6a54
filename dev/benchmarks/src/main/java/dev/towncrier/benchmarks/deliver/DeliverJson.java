package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Latencies;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A result as one JSON object. */
final class DeliverJson {

  private static final double MEGABYTE = 1_048_576;

  private final DeliverResult result;
  private final Map<String, Object> json = new LinkedHashMap<>();

  DeliverJson(DeliverResult result) {
    this.result = result;
  }

  /** In one line. */
  String line() {
    result.cpu().ifPresent(cpu -> put("worker_cpu_us", cpu.workerMicros(), 2));
    result.limit().ifPresent(limit -> put("limit_us", limit.micros(), 2));
    result.ratio().ifPresent(ratio -> put("ratio", ratio, 3));
    result.limit().ifPresent(limit -> put("drift", limit.drift(), 4));
    result
        .cpu()
        .ifPresent(cpu -> {
          put("messages_per_second", cpu.perSecond(), 0);
          put("broker_cpu_us", cpu.brokerMicros(), 2);
          put("sink_cpu_us", cpu.sinkMicros(), 2);
        });
    Map<String, Object> rates = rates();
    if (!rates.isEmpty()) {
      json.put("messages_per_cpu_second", rates);
    }
    result
        .latency()
        .ifPresent(latency ->
            json.put(
                "latency_ms",
                Map.of(
                    "towncrier", percentiles(latency.towncrier()),
                    "echo", percentiles(latency.echo()))));
    result.stalled().ifPresent(stalled -> json.put("stalled", stalled(stalled)));
    result.backlog().ifPresent(backlog -> json.put("backlog", backlog(backlog)));
    put("peak_rss_mb", result.peakMemory() / MEGABYTE, 0);
    json.put("void", result.isVoid());
    json.put("quick", result.quick());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Map<String, Object> rates() {
    Map<String, Object> rates = new LinkedHashMap<>();
    result.cpu().ifPresent(cpu -> rates.put("towncrier", rounded(1e6 / cpu.workerMicros(), 0)));
    result.peers().forEach((name, micros) -> rates.put(name, rounded(1e6 / micros, 0)));
    return rates;
  }

  private static Map<String, Object> percentiles(Latencies latencies) {
    Map<String, Object> percentiles = new LinkedHashMap<>();
    percentiles.put("p50", rounded(latencies.p50(), 2));
    percentiles.put("p99", rounded(latencies.p99(), 2));
    return percentiles;
  }

  private static Map<String, Object> stalled(StalledResult stalled) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("p99_answering_ms", rounded(stalled.answering().p99(), 2));
    members.put("p99_stalled_ms", rounded(stalled.stalled().p99(), 2));
    members.put("ratio", rounded(stalled.ratio(), 3));
    return members;
  }

  private static Map<String, Object> backlog(BacklogResult backlog) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("records", backlog.records());
    members.put("messages_per_second", rounded(backlog.perSecond(), 0));
    members.put("heap_mb_first_half", backlog.heapFirstHalf());
    members.put("heap_mb_second_half", backlog.heapSecondHalf());
    members.put("peak_rss_mb", rounded(backlog.peakMemory() / MEGABYTE, 0));
    return members;
  }

  private void put(String member, double value, int digits) {
    json.put(member, rounded(value, digits));
  }

  private static Number rounded(double value, int digits) {
    if (digits == 0) {
      return Math.round(value);
    }
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
