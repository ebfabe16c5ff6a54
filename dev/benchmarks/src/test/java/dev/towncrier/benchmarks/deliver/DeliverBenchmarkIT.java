package dev.towncrier.benchmarks.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.system.WorkerOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small run on real parts: whoever changes the worker sees here that it can still be measured.
 */
class DeliverBenchmarkIT {

  private static final Scale SMALL =
      new Scale(
          100, Duration.ZERO, 50, 0, 1, 200, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

  @Test
  void measuresAWorkerFromTheOutside() throws Exception {
    DeliverOptions options =
        new DeliverOptions(
            EnumSet.of(Part.CPU, Part.LATENCY),
            SMALL,
            2,
            new WorkerOptions(20, List.of(), List.of()),
            Optional.empty(),
            Path.of("node"));
    List<String> progress = new ArrayList<>();
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      new DeliverBenchmark(options, Clock.systemUTC(), progress::add).run(out);
    }
    List<String> lines = bytes.toString(UTF_8).lines().toList();
    JsonNode json = JsonMapper.shared().readTree(lines.getLast());
    assertThat(json.at("/worker_cpu_us").asDouble()).isPositive();
    assertThat(json.at("/limit_us").asDouble()).isPositive();
    assertThat(json.at("/latency_ms/towncrier/p50").asDouble()).isPositive();
    assertThat(json.at("/latency_ms/echo/p50").asDouble()).isPositive();
    assertThat(progress).contains("starting Kafka", "cpu: starting the worker");
  }
}
