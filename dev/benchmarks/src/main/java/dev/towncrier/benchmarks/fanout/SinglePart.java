package dev.towncrier.benchmarks.fanout;

import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.load.Receipts;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import dev.towncrier.benchmarks.system.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sends single messages, while nothing else goes on and while a large audience is sent to. */
final class SinglePart {
  private static final int PER_SECOND = 20;
  private static final int IN_FLIGHT = 200;
  private static final int ROUNDS = 3;
  private static final String TOPIC = "news";

  private final Surroundings surroundings;
  private final FanoutScale scale;
  private final Consumer<String> progress;

  SinglePart(Surroundings surroundings, FanoutScale scale, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.scale = scale;
    this.progress = progress;
  }

  Map<String, Object> run() throws IOException, InterruptedException {
    List<String> origins = surroundings.sink().origins().subList(0, 1);
    progress.accept("single: storing %,d subscriptions".formatted(scale.broadcast()));
    var _ = surroundings.subscribe(origins, 0, scale.broadcast(), TOPIC);
    int events = Math.toIntExact(PER_SECOND * scale.round().toSeconds());
    List<Subscriber> few = surroundings.subscribe(origins, scale.broadcast(), events);
    Lane lane = surroundings.lane("single");
    Worker worker =
        surroundings.startWorker(lane, new WorkerOptions(IN_FLIGHT, List.of(), List.of()));
    receipts(lane, worker, "start").awaitFirst(few.getFirst());
    progress.accept("single: warm-up");
    lane.publish("warm", Surroundings.APPLICATION, everyone());
    var _ = latencies(lane, worker, "warm-single", few);
    awaitOutcomes(lane, worker, scale.broadcast());
    Latencies idle = rounds(lane, worker, "idle", few);
    long before = lane.outcomes().total();
    surroundings.sink().reset();
    long start = System.nanoTime();
    lane.publish("broadcast", Surroundings.APPLICATION, everyone());
    double first = firstArrival(worker, scale.broadcast()) - start;
    Latencies beside = rounds(lane, worker, "beside", few);
    boolean wholly = lane.outcomes().total() - before < scale.broadcast();
    awaitOutcomes(lane, worker, before + scale.broadcast());
    surroundings.stop(worker);
    return figures(idle, beside, first / 1e6, wholly);
  }

  private static String everyone() {
    return "{\"topics\": [\"" + TOPIC + "\"]}";
  }

  private Latencies rounds(Lane lane, Worker worker, String name, List<Subscriber> few)
      throws InterruptedException {
    List<Latencies> rounds = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      Latencies found = latencies(lane, worker, name + "-" + round, few);
      rounds.add(found);
      progress.accept(
          "single: %s, round %d/%d: p50 %.1f, p99 %.1f ms"
              .formatted(name, round, ROUNDS, found.p50(), found.p99()));
    }
    return Latencies.median(rounds);
  }

  private Latencies latencies(Lane lane, Worker worker, String name, List<Subscriber> few)
      throws InterruptedException {
    return Latencies.of(
        receipts(lane, worker, name).publish(few, List.of(), Duration.ZERO, PER_SECOND));
  }

  private Receipts receipts(Lane lane, Worker worker, String name) {
    return new Receipts(lane, surroundings.sink(), worker, name);
  }

  private long firstArrival(Worker worker, int many) throws InterruptedException {
    long[] first = new long[1];
    var _ =
        Patience.await(
            FanOut.LIMIT,
            worker::requireAlive,
            () -> {
              first[0] = surroundings.sink().firstArrival(0, many);
              return first[0] != 0;
            });
    return first[0];
  }

  private static void awaitOutcomes(Lane lane, Worker worker, long count)
      throws InterruptedException {
    if (!Patience.await(
        FanOut.LIMIT, worker::requireAlive, () -> lane.outcomes().total() >= count)) {
      throw new IllegalStateException("Not delivered within " + FanOut.LIMIT);
    }
  }

  private static Map<String, Object> figures(
      Latencies idle, Latencies beside, double firstMillis, boolean wholly) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("single_p50_idle_ms", CpuPart.rounded(idle.p50()));
    figures.put("single_p99_idle_ms", CpuPart.rounded(idle.p99()));
    figures.put("single_p50_beside_ms", CpuPart.rounded(beside.p50()));
    figures.put("single_p99_beside_ms", CpuPart.rounded(beside.p99()));
    figures.put("single_ratio", CpuPart.rounded(beside.p99() / idle.p99()));
    figures.put("beside_a_broadcast_all_the_time", wholly);
    figures.put("first_delivery_ms", CpuPart.rounded(firstMillis));
    return figures;
  }
}
