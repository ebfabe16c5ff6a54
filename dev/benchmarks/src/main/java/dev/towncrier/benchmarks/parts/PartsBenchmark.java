package dev.towncrier.benchmarks.parts;

import dev.towncrier.benchmarks.message.Backends;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@link MessageParts} on every backend. */
public final class PartsBenchmark {

  private PartsBenchmark() {}

  /**
   * Runs it; JMH reports on standard output.
   *
   * @param quick whether to try out only
   * @param out gets, as its last line, microseconds by part and backend as JSON
   */
  public static void run(boolean quick, PrintStream out) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(MessageParts.class.getName())
            .param("backend", Backends.available().keySet().toArray(String[]::new))
            .shouldFailOnError(true);
    if (quick) {
      options
          .warmupIterations(1)
          .warmupTime(TimeValue.milliseconds(100))
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(100));
    }
    out.println(json(new Runner(options.build()).run(), quick));
  }

  private static String json(Collection<RunResult> results, boolean quick) {
    Map<String, Object> parts = new TreeMap<>();
    for (RunResult result : results) {
      String part = result.getPrimaryResult().getLabel();
      String backend = result.getParams().getParam("backend");
      double micros = Math.round(result.getPrimaryResult().getScore() * 100) / 100.0;
      parts.put(backend == null ? part : part + "." + backend, micros);
    }
    return JsonMapper.shared().writeValueAsString(Map.of("parts_us", parts, "quick", quick));
  }
}
