package dev.towncrier.benchmarks.flood;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A try-out on real parts: everyone within the limit is served while the flood is refused. */
class FloodBenchmarkIT {

  @Test
  void servesOneAddressWhileAnotherFloods() throws Exception {
    List<String> progress = new ArrayList<>();
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      new FloodBenchmark(true, Clock.systemUTC(), progress::add).run(out);
    }

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    JsonNode json = JsonMapper.shared().readTree(lines.getLast());
    assertThat(json.at("/subscribed_share").asDouble()).isEqualTo(1);
    assertThat(
            json.at("/flood_refused_share").asDouble() + json.at("/flood_closed_share").asDouble())
        .isBetween(0.01, 1.0);
    assertThat(json.at("/quiet_p99_ms").asDouble()).isPositive();
    assertThat(json.at("/p99_ratio").asDouble()).isPositive();
    assertThat(progress).anyMatch(line -> line.startsWith("beside a flood, round 1/1: "));
  }
}
