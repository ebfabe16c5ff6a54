package dev.towncrier.benchmarks.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small run on real parts: whoever changes the API sees here that it can still be measured. */
class ApiBenchmarkIT {
  private static final ApiScale SMALL = new ApiScale(1_000, 300, 1, 1);

  @Test
  void measuresTheApiBesideAnEndpointThatRunsTheSameSql() throws Exception {
    List<String> progress = new ArrayList<>();
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      new ApiBenchmark(SMALL, Optional.empty(), progress::add).run(out);
    }

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    JsonNode json = JsonMapper.shared().readTree(lines.getLast());
    for (Step step : Step.values()) {
      assertThat(json.at("/cpu_us/towncrier/" + step.label()).asDouble()).isPositive();
      assertThat(json.at("/cpu_us/bare/" + step.label()).asDouble()).isPositive();
      assertThat(json.at("/times_bare/" + step.label()).asDouble()).isPositive();
    }
    if (json.at("/left_out/pgbench").isMissingNode()) {
      assertThat(json.at("/postgres_cpu_us/pgbench").propertyNames())
          .containsExactly("subscribe", "re-subscribe", "unsubscribe");
    }
    assertThat(json.at("/visitors").asInt()).isEqualTo(300);
    assertThat(progress).contains("starting towncrier", "starting bare", "round 1/1");
    // Otherwise the bare endpoint no longer runs what the API does: see Statements.
    assertThat(json.at("/searches_per_visitor/bare").asDouble())
        .isCloseTo(json.at("/searches_per_visitor/towncrier").asDouble(), within(0.3));
  }
}
