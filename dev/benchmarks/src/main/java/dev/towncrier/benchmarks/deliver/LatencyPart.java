package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.load.Receipts;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Publishes to single subscriptions, and in turn with that sends through the echo. */
final class LatencyPart {

  private final Surroundings surroundings;
  private final DeliverOptions options;
  private final Consumer<String> progress;

  LatencyPart(Surroundings surroundings, DeliverOptions options, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.options = options;
    this.progress = progress;
  }

  LatencyResult run(List<Subscriber> subscribers) throws IOException, InterruptedException {
    Scale scale = options.scale();
    Lane lane = surroundings.lane("latency");
    Worker worker = surroundings.startWorker(lane, options.worker());
    List<Latencies> towncrier = new ArrayList<>();
    List<Latencies> echoed = new ArrayList<>();
    receipts(lane, worker, "start").awaitFirst(subscribers.getFirst());
    try (Echo echo = new Echo(surroundings.bootstrapServers())) {
      WarmUp.run(
          "latency",
          worker,
          scale.warmUpRounds(),
          progress,
          round -> {
            publish(lane, worker, "warm-" + round, subscribers);
            echo.send(subscribers.size());
          });
      for (int round = 1; round <= scale.rounds(); round++) {
        Latencies ours = Latencies.of(publish(lane, worker, "round-" + round, subscribers));
        Latencies theirs = Latencies.of(echo.send(subscribers.size()));
        towncrier.add(ours);
        echoed.add(theirs);
        progress.accept(
            "latency: round %d/%d: p50 %.1f, p99 %.1f ms; echo %.1f, %.1f ms"
                .formatted(
                    round, scale.rounds(), ours.p50(), ours.p99(), theirs.p50(), theirs.p99()));
      }
    }
    LatencyResult result =
        new LatencyResult(
            Latencies.median(towncrier), Latencies.median(echoed), worker.peakMemory().orElse(0));
    surroundings.stop(worker);
    return result;
  }

  private long[] publish(Lane lane, Worker worker, String name, List<Subscriber> subscribers)
      throws InterruptedException {
    return receipts(lane, worker, name).publish(subscribers, List.of(), Duration.ZERO, Scale.RATE);
  }

  private Receipts receipts(Lane lane, Worker worker, String name) {
    return new Receipts(lane, surroundings.sink(), worker, name);
  }
}
