package dev.towncrier.benchmarks.flood;

import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.system.Api;
import dev.towncrier.benchmarks.system.Folder;
import dev.towncrier.benchmarks.system.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * One address floods the API with browsers to subscribe, twenty times as many as its limit, while
 * another one, within it, subscribes fifty a second: how much longer does that one wait?
 */
public final class FloodBenchmark {
  private static final int PER_SECOND = 50;

  private final FloodScale scale;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /**
   * @param quick whether it is only a try-out
   * @param progress is told what happens, a line at a time
   */
  public FloodBenchmark(boolean quick, InstantSource clock, Consumer<String> progress) {
    this.scale = quick ? FloodScale.QUICK : FloodScale.FULL;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param out gets a line for each figure and, as its last line, the JSON
   */
  public void run(PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    Map<String, Object> json;
    try (Cleanup cleanup = new Cleanup()) {
      Surroundings surroundings =
          new Surroundings(Folder.temporary(cleanup, progress), 1, cleanup, clock, progress);
      progress.accept("starting the API");
      Api api = surroundings.startApi(List.of("towncrier.rate-limit=" + scale.limitPerMinute()));
      String path = "/v1/applications/" + Surroundings.APPLICATION + "/subscriptions";
      Caller one = cleanup.add(new Caller("127.0.0.3", api.port(), path));
      Caller flooding = cleanup.add(new Caller("127.0.0.2", api.port(), path));
      progress.accept("warm-up");
      for (int i = 0; i < scale.warmUps(); i++) {
        var _ = flooded(one, flooding);
      }
      json = measure(one, flooding);
    }
    json.forEach((name, value) -> out.println(name + ": " + value));
    out.println(JsonMapper.shared().writeValueAsString(json));
  }

  private Map<String, Object> measure(Caller one, Caller flooding) throws InterruptedException {
    List<Latencies> quiet = new ArrayList<>();
    List<Latencies> beside = new ArrayList<>();
    double refused = 0;
    double closed = 0;
    double answered = 0;
    for (int round = 1; round <= scale.rounds(); round++) {
      quiet.add(latencies("quiet", round, quiet(one).all()));
      Flooded flooded = flooded(one, flooding);
      beside.add(latencies("beside a flood", round, flooded.one().all()));
      refused += flooded.flood().refused() / scale.rounds();
      closed += flooded.flood().failed() / scale.rounds();
      answered += flooded.one().subscribed() / scale.rounds();
    }
    Latencies quietly = Latencies.median(quiet);
    Latencies flooded = Latencies.median(beside);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("quiet_p50_ms", rounded(quietly.p50()));
    json.put("quiet_p99_ms", rounded(quietly.p99()));
    json.put("beside_p50_ms", rounded(flooded.p50()));
    json.put("beside_p99_ms", rounded(flooded.p99()));
    json.put("p99_ratio", rounded(flooded.p99() / quietly.p99()));
    json.put("subscribed_share", answered);
    json.put("flood_per_second", scale.floodPerSecond());
    json.put("flood_refused_share", rounded(refused));
    json.put("flood_closed_share", rounded(closed));
    json.put("quick", scale.equals(FloodScale.QUICK));
    return json;
  }

  private Latencies latencies(String name, int round, Answers answers) {
    Latencies found = answers.latencies();
    progress.accept(
        "%s, round %d/%d: p50 %.1f, p99 %.1f ms"
            .formatted(name, round, scale.rounds(), found.p50(), found.p99()));
    return found;
  }

  private Answers quiet(Caller one) throws InterruptedException {
    return one.call(PER_SECOND, times(PER_SECOND, scale.round()));
  }

  /** What became of both. */
  private record Flooded(Answers one, Answers flood) {}

  private Flooded flooded(Caller one, Caller flooding) throws InterruptedException {
    // A little longer at both ends, so that it is there all the time.
    Duration longer = scale.round().plusSeconds(2);
    int count = times(scale.floodPerSecond(), longer);
    FutureTask<Answers> flood =
        new FutureTask<>(() -> flooding.call(scale.floodPerSecond(), count));
    Thread.ofPlatform().daemon().name("flood").start(flood);
    Thread.sleep(Duration.ofSeconds(1));
    Answers answers = quiet(one);
    try {
      return new Flooded(answers, flood.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("The flood failed", e.getCause());
    }
  }

  private static int times(int perSecond, Duration duration) {
    return Math.toIntExact(perSecond * duration.toSeconds());
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
