package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.encrypt.Limit;
import dev.towncrier.benchmarks.encrypt.LimitProbe;
import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.system.Folder;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts everything and measures the parts that are asked for, one after another. */
final class DeliverBenchmark {

  private final DeliverOptions options;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /**
   * @param progress is told what happens, a line at a time
   */
  DeliverBenchmark(DeliverOptions options, InstantSource clock, Consumer<String> progress) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param out gets the table and, as its last line, the JSON
   * @return whether the run counts: whether the limit stayed where it was
   */
  boolean run(PrintStream out) throws IOException, InterruptedException, GeneralSecurityException {
    DeliverResult result = measure();
    out.println(new DeliverTable(result).text());
    out.println(new DeliverJson(result).line());
    return !result.isVoid();
  }

  private DeliverResult measure()
      throws IOException, InterruptedException, GeneralSecurityException {
    Optional<LimitProbe> probe =
        options.wants(Part.CPU)
            ? Optional.of(new LimitProbe(options.quick(), progress))
            : Optional.empty();
    Optional<CpuResult> cpu = Optional.empty();
    Optional<Limit> limit = Optional.empty();
    Map<String, Double> peers = Map.of();
    Optional<LatencyResult> latency = Optional.empty();
    Optional<StalledResult> stalled = Optional.empty();
    Optional<BacklogResult> backlog = Optional.empty();
    try (Cleanup cleanup = new Cleanup()) {
      Path folder = Folder.temporary(cleanup, progress);
      Surroundings surroundings =
          new Surroundings(folder, options.pushServices() + 1, cleanup, clock, progress);
      Audience audience = audience(surroundings);
      if (options.wants(Part.CPU)) {
        cpu = Optional.of(new CpuPart(surroundings, options, progress).run(audience.main()));
        limit = probe.map(LimitProbe::again);
      }
      if (options.wants(Part.PEERS)) {
        peers = new PeersPart(surroundings, options, progress).run();
      }
      if (options.wants(Part.LATENCY)) {
        latency =
            Optional.of(new LatencyPart(surroundings, options, progress).run(audience.first()));
      }
      if (options.wants(Part.STALLED)) {
        stalled =
            Optional.of(
                new StalledPart(surroundings, options, progress)
                    .run(audience.half(), audience.others(), audience.silent()));
      }
      if (options.wants(Part.BACKLOG)) {
        backlog =
            Optional.of(new BacklogPart(surroundings, options, progress).run(audience.main()));
      }
    }
    return new DeliverResult(limit, cpu, peers, latency, stalled, backlog, options.quick());
  }

  /**
   * Who gets messages.
   *
   * @param main of the push services that the load is spread over
   * @param first as many as a round of latencies has events, of the first push service
   * @param half of those, the first half
   * @param others as many, of a push service that has none of the main ones
   * @param silent as many, of the push service that never answers
   */
  private record Audience(
      List<Subscriber> main,
      List<Subscriber> first,
      List<Subscriber> half,
      List<Subscriber> others,
      List<Subscriber> silent) {}

  private Audience audience(Surroundings surroundings) throws InterruptedException {
    Scale scale = options.scale();
    List<String> answering = surroundings.sink().origins();
    int events = scale.eventsARound();
    progress.accept("storing %,d subscriptions".formatted(scale.subscriptions() + 2 * events));
    List<Subscriber> main =
        surroundings.subscribe(
            answering.subList(0, options.pushServices()), 0, scale.subscriptions());
    List<Subscriber> first =
        surroundings.subscribe(List.of(answering.getFirst()), scale.subscriptions(), events);
    int next = scale.subscriptions() + events;
    List<Subscriber> others =
        surroundings.subscribe(List.of(answering.getLast()), next, events / 2);
    List<Subscriber> silent =
        surroundings.subscribe(
            List.of(surroundings.sink().silentOrigin()), next + events / 2, events / 2);
    return new Audience(main, first, first.subList(0, events / 2), others, silent);
  }
}
