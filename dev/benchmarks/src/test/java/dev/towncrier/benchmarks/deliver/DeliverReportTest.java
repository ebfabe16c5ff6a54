package dev.towncrier.benchmarks.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.encrypt.Limit;
import dev.towncrier.benchmarks.load.Latencies;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeliverReportTest {

  private static final int MEGABYTE = 1_048_576;

  @Test
  void theJsonIsOneLineWithAllFigures() {
    String line = new DeliverJson(everything(0.01)).line();
    assertThat(line).doesNotContain("\n");
    JsonNode json = JsonMapper.shared().readTree(line);
    assertThat(json.at("/worker_cpu_us").asDouble()).isEqualTo(72);
    assertThat(json.at("/limit_us").asDouble()).isEqualTo(60);
    assertThat(json.at("/ratio").asDouble()).isEqualTo(1.2);
    assertThat(json.at("/messages_per_second").asInt()).isEqualTo(9_000);
    assertThat(json.at("/messages_per_cpu_second/towncrier").asInt()).isEqualTo(13_889);
    assertThat(json.at("/messages_per_cpu_second/npm:web-push").asInt()).isEqualTo(1_000);
    assertThat(json.at("/latency_ms/towncrier/p99").asDouble()).isEqualTo(40);
    assertThat(json.at("/latency_ms/echo/p50").asDouble()).isEqualTo(5);
    assertThat(json.at("/stalled/ratio").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/backlog/heap_mb_second_half").asInt()).isEqualTo(61);
    assertThat(json.at("/peak_rss_mb").asInt()).isEqualTo(420);
    assertThat(json.at("/void").asBoolean()).isFalse();
  }

  @Test
  void whatWasNotMeasuredIsNotReported() {
    DeliverResult nothing =
        new DeliverResult(
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    JsonNode json = JsonMapper.shared().readTree(new DeliverJson(nothing).line());
    assertThat(json.propertyNames()).containsExactly("peak_rss_mb", "void", "quick");
    assertThat(new DeliverTable(nothing).text()).startsWith("A QUICK TRY-OUT");
  }

  @Test
  void bothReportsSayThatARunIsVoid() {
    DeliverResult result = everything(0.11);
    assertThat(new DeliverTable(result).text()).contains("VOID");
    assertThat(JsonMapper.shared().readTree(new DeliverJson(result).line()).at("/void").asBoolean())
        .isTrue();
  }

  @Test
  void theTableComparesWithThePeers() {
    assertThat(new DeliverTable(everything(0)).text())
        .contains("npm:web-push (13.9 times)")
        .doesNotContain("VOID")
        .doesNotContain("TRY-OUT");
  }

  private static DeliverResult everything(double drift) {
    return new DeliverResult(
        Optional.of(new Limit("aws-lc", 60, drift)),
        Optional.of(new CpuResult(72, 20, 30, 9_000, 400 * MEGABYTE)),
        Map.of("npm:web-push", 1_000.0),
        Optional.of(new LatencyResult(new Latencies(8, 40), new Latencies(5, 25), 0)),
        Optional.of(new StalledResult(new Latencies(8, 40), new Latencies(8, 60), 0)),
        Optional.of(new BacklogResult(1_000_000, 8_000, 60, 61, 420 * MEGABYTE)),
        false);
  }
}
