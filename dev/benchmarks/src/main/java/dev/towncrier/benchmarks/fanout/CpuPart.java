package dev.towncrier.benchmarks.fanout;

import dev.towncrier.benchmarks.measure.Statistics;
import dev.towncrier.benchmarks.system.GeneratedSubscriptions;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.RequestReader;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import dev.towncrier.benchmarks.system.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Has one worker fan out to audiences of growing size, and divides its CPU time by the deliveries
 * that it requests. It delivers none; their requests are read here instead.
 */
final class CpuPart {
  private static final double MEGABYTE = 1_048_576;

  /** One fan-out. */
  private record Round(double micros, double perSecond) {}

  private final Surroundings surroundings;
  private final FanoutScale scale;
  private final Consumer<String> progress;

  CpuPart(Surroundings surroundings, FanoutScale scale, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.scale = scale;
    this.progress = progress;
  }

  /** Figures by size. */
  List<Map<String, Object>> run(BiFunction<Surroundings, Integer, GeneratedSubscriptions> generated)
      throws IOException, InterruptedException {
    List<Map<String, Object>> figures = new ArrayList<>();
    Lane lane = surroundings.lane("cpu");
    RequestReader requests = lane.requests();
    Worker worker = surroundings.startWorker(lane, fanOutOnly());
    long warm = 0;
    for (int size : scale.sizes()) {
      GeneratedSubscriptions audience = generated.apply(surroundings, size);
      for (; warm < scale.warmUp(); warm += size) {
        progress.accept("cpu: warm-up");
        var _ = round(worker, new FanOut(lane, requests, audience, "warm-" + warm));
      }
      List<Round> rounds = new ArrayList<>();
      int count = size == scale.sizes().getLast() ? 1 : scale.rounds();
      for (int round = 1; round <= count; round++) {
        Round result =
            round(worker, new FanOut(lane, requests, audience, "cpu-" + size + "-" + round));
        rounds.add(result);
        progress.accept(
            "cpu: %,d, round %d/%d: %.2f us a delivery, %,.0f a second"
                .formatted(size, round, count, result.micros(), result.perSecond()));
      }
      figures.add(figures(audience, rounds, worker));
    }
    surroundings.stop(worker);
    return figures;
  }

  /** How a worker runs that delivers nothing. */
  static WorkerOptions fanOutOnly() {
    return new WorkerOptions(1, List.of("towncrier.delivery.enabled=false"), List.of());
  }

  private Round round(Worker worker, FanOut fanOut) throws InterruptedException {
    Duration cpuBefore = worker.cpuTime();
    long start = System.nanoTime();
    fanOut.publish();
    fanOut.awaitEnd(worker::requireAlive);
    double seconds = (System.nanoTime() - start) / 1e9;
    int size = fanOut.audience().count();
    return new Round(worker.cpuTime().minus(cpuBefore).toNanos() / 1_000.0 / size, size / seconds);
  }

  private static Map<String, Object> figures(
      GeneratedSubscriptions audience, List<Round> rounds, Worker worker) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("subscriptions", audience.count());
    figures.put(
        "worker_cpu_us", rounded(Statistics.median(rounds.stream().map(Round::micros).toList())));
    figures.put(
        "deliveries_per_second",
        Math.round(Statistics.median(rounds.stream().map(Round::perSecond).toList())));
    figures.put("peak_rss_mb", Math.round(worker.peakMemory().orElse(0) / MEGABYTE));
    figures.put("table_mb", Math.round(audience.tableBytes() / MEGABYTE));
    Map<String, Object> indexes = new LinkedHashMap<>();
    audience.indexBytes().forEach((name, bytes) -> indexes.put(name, Math.round(bytes / MEGABYTE)));
    figures.put("index_mb", indexes);
    return figures;
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
