package dev.towncrier.benchmarks.api;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.process.CompilerLook;
import dev.towncrier.benchmarks.process.Recording;
import dev.towncrier.benchmarks.system.ApiProcess;
import dev.towncrier.benchmarks.system.Folder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Starts the contestants, warms them up and lets them take turns. */
final class ApiBenchmark {
  static final String API = "towncrier";
  static final String BARE = "bare";

  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

  private final ApiScale scale;
  private final Optional<Path> profile;
  private final Consumer<String> progress;

  /**
   * @param profile where to record the API to
   * @param progress is told what happens, a line at a time
   */
  ApiBenchmark(ApiScale scale, Optional<Path> profile, Consumer<String> progress) {
    this.scale = scale;
    this.profile = profile;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param out gets the table and, as its last line, the JSON
   */
  void run(PrintStream out) throws IOException, InterruptedException {
    try (Cleanup cleanup = new Cleanup()) {
      Path folder = Folder.temporary(cleanup, progress);
      ApiReport report =
          measured(new Databases(folder, scale.subscriptions(), cleanup, progress), folder);
      out.println(report.table());
      out.println(report.json());
    }
  }

  private ApiReport measured(Databases databases, Path folder)
      throws IOException, InterruptedException {
    Cleanup cleanup = databases.cleanup();
    Databases.Own apiOwn = databases.own(API);
    Databases.Own bareOwn = databases.own(BARE);
    Map<Databases.Own, Long> searchesBefore =
        Map.of(apiOwn, databases.searches(apiOwn), bareOwn, databases.searches(bareOwn));
    HttpServer api = cleanup.add(start(apiOwn, ApiProcess.class, folder, apiSettings(databases)));
    HttpServer bare = cleanup.add(start(bareOwn, BareProcess.class, folder, List.of()));
    List<Contestant> contestants = new ArrayList<>(List.of(api, bare));
    SequencedMap<String, String> leftOut = new LinkedHashMap<>();
    switch (Pgbench.find(databases, scale.visitors(), folder)) {
      case Availability.Present<Pgbench>(Pgbench pgbench) -> contestants.add(cleanup.add(pgbench));
      case Availability.Missing<Pgbench>(String why) -> {
        leftOut.put("pgbench", why);
        progress.accept(why);
      }
    }
    int rounds = warmUp(contestants, api, bare, databases.cpu());
    Turns turns = new Turns(contestants, databases.cpu());
    Optional<Recording> recording = profile.map(file -> new Recording(api.pid(), file));
    if (recording.isPresent()) {
      recording.get().start();
    }
    for (int round = 1; round <= scale.rounds(); round++) {
      progress.accept("round %d/%d".formatted(round, scale.rounds()));
      turns.round();
    }
    if (recording.isPresent()) {
      recording.get().stop();
    }
    cleanup.closeNow(api);
    cleanup.closeNow(bare);
    double visitors = (double) scale.visitors() * (rounds + scale.rounds());
    SequencedMap<String, Double> searches = new LinkedHashMap<>();
    for (Databases.Own own : List.of(apiOwn, bareOwn)) {
      databases.awaitLeft(own, FLUSH_LIMIT);
      long before = searchesBefore.getOrDefault(own, 0L);
      searches.put(own.name(), (databases.searches(own) - before) / visitors);
    }
    return new ApiReport(turns.medians(), searches, leftOut, scale);
  }

  /** Goes on until the compilers of both servers have little left to do; tells how many rounds. */
  private int warmUp(
      List<Contestant> contestants, HttpServer api, HttpServer bare, PostgresCpu postgres)
      throws IOException, InterruptedException {
    for (int round = 1; ; round++) {
      CompilerLook apiLook = api.lookAtCompilers();
      CompilerLook bareLook = bare.lookAtCompilers();
      new Turns(contestants, postgres).round();
      double most = Math.max(apiLook.share(), bareLook.share());
      progress.accept("warm-up: round %d, compilers take %.1f %%".formatted(round, 100 * most));
      if (round >= scale.warmUp() || most < CompilerLook.LITTLE) {
        return round;
      }
    }
  }

  private HttpServer start(Databases.Own own, Class<?> main, Path folder, List<String> settings)
      throws IOException {
    progress.accept("starting " + own.name());
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + own.database().jdbcUrl(),
                "--spring.datasource.username=" + own.database().user(),
                "--spring.datasource.password=" + own.database().password()));
    all.addAll(settings);
    Visitors visitors = new Visitors(scale.visitors(), own.application().applicationServerKey());
    return HttpServer.start(own.name(), main, folder, all, visitors);
  }

  private static List<String> apiSettings(Databases databases) {
    return List.of(
        // Visitors' requests need no Kafka, and nothing here asks for it.
        "--spring.kafka.bootstrap-servers=127.0.0.1:9",
        "--towncrier.rate-limit=1000000",
        "--towncrier.concurrency-limit=1000000",
        "--towncrier.application-rate-limit=100000000",
        "--towncrier.key-encryption.keys=" + databases.key().text());
  }
}
