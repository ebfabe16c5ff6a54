package dev.towncrier.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small run on real parts: whoever changes fan-out sees here that it can still be measured. */
class FanoutBenchmarkIT {
  private static final FanoutScale SMALL =
      new FanoutScale(List.of(5_000), 1, 1, 6_000, 1, 2_000, Duration.ofSeconds(1));

  @Test
  void measuresAndHoldsEveryoneToBeRequestedOnce() throws Exception {
    List<String> progress = new ArrayList<>();
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      new FanoutBenchmark(EnumSet.of(Part.CPU, Part.KILLS), SMALL, Clock.systemUTC(), progress::add)
          .run(out);
    }

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    JsonNode json = JsonMapper.shared().readTree(lines.getLast());
    assertThat(json.at("/sizes/0/subscriptions").asInt()).isEqualTo(5_000);
    assertThat(json.at("/sizes/0/worker_cpu_us").asDouble()).isPositive();
    assertThat(json.at("/sizes/0/index_mb").propertyNames()).contains("subscription_pkey");
    assertThat(json.at("/requested_again").asInt(-1)).isZero();
    assertThat(json.at("/not_requested").asInt(-1)).isZero();
    assertThat(progress).anyMatch(line -> line.startsWith("kills: 1/1 at "));
  }
}
