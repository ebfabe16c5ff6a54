package dev.towncrier.benchmarks.fanout;

import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.system.Folder;
import dev.towncrier.benchmarks.system.GeneratedSubscriptions;
import dev.towncrier.benchmarks.system.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Starts everything and measures the parts that are asked for, one after another. */
final class FanoutBenchmark {

  private final Set<Part> parts;
  private final FanoutScale scale;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /**
   * @param progress is told what happens, a line at a time
   */
  FanoutBenchmark(
      Set<Part> parts, FanoutScale scale, InstantSource clock, Consumer<String> progress) {
    this.parts = parts;
    this.scale = scale;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param out gets a line for each figure and, as its last line, the JSON
   */
  void run(PrintStream out) throws IOException, InterruptedException, GeneralSecurityException {
    Map<String, Object> json = new LinkedHashMap<>();
    try (Cleanup cleanup = new Cleanup()) {
      Path folder = Folder.temporary(cleanup, progress);
      Surroundings surroundings = new Surroundings(folder, 1, cleanup, clock, progress);
      if (parts.contains(Part.SINGLE)) {
        json.putAll(new SinglePart(surroundings, scale, progress).run());
      }
      if (parts.contains(Part.KILLS)) {
        GeneratedSubscriptions killed = generate(surroundings, scale.killed());
        json.putAll(new KillPart(surroundings, scale, progress).run(killed));
      }
      if (parts.contains(Part.CPU)) {
        json.put("sizes", new CpuPart(surroundings, scale, progress).run(this::generated));
      }
    }
    json.put("quick", scale.equals(FanoutScale.QUICK));
    json.forEach((name, value) -> {
      if (value instanceof List<?> several) {
        several.forEach(each -> out.println(name + ": " + each));
      } else {
        out.println(name + ": " + value);
      }
    });
    out.println(JsonMapper.shared().writeValueAsString(json));
  }

  private final List<GeneratedSubscriptions> made = new ArrayList<>();

  private GeneratedSubscriptions generated(Surroundings surroundings, int count) {
    return made.stream()
        .filter(each -> each.count() == count)
        .findAny()
        .orElseGet(() -> generate(surroundings, count));
  }

  private GeneratedSubscriptions generate(Surroundings surroundings, int count) {
    progress.accept("generating %,d subscriptions".formatted(count));
    GeneratedSubscriptions generated = surroundings.generate(count);
    made.add(generated);
    return generated;
  }
}
