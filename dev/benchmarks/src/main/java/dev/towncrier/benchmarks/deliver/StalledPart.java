package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.load.Receipts;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes to two push services in turn, one of which answers. The rounds with the other one
 * answering and silent take turns; before each, all that was published has come to its outcome.
 */
final class StalledPart {

  /** What is silent expires soon after its round. */
  private static final Duration TTL = Duration.ofSeconds(20);

  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);

  private final Surroundings surroundings;
  private final DeliverOptions options;
  private final Consumer<String> progress;
  private long published;

  StalledPart(Surroundings surroundings, DeliverOptions options, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param measured subscriptions to the push service that answers
   * @param others to another that does
   * @param silent to one that does not
   */
  StalledResult run(List<Subscriber> measured, List<Subscriber> others, List<Subscriber> silent)
      throws IOException, InterruptedException {
    Scale scale = options.scale();
    Lane lane = surroundings.lane("stalled");
    Worker worker = surroundings.startWorker(lane, options.worker());
    receipts(lane, worker, "start").awaitFirst(measured.getFirst());
    published++;
    List<Latencies> answering = new ArrayList<>();
    List<Latencies> stalled = new ArrayList<>();
    WarmUp.run(
        "stalled",
        worker,
        scale.warmUpRounds(),
        progress,
        round -> round(lane, worker, "warm-" + round, measured, others));
    for (int round = 1; round <= scale.rounds(); round++) {
      Latencies without = round(lane, worker, "answering-" + round, measured, others);
      Latencies with = round(lane, worker, "silent-" + round, measured, silent);
      answering.add(without);
      stalled.add(with);
      progress.accept(
          "stalled: round %d/%d: p99 %.1f ms, with half of the traffic stalled %.1f ms"
              .formatted(round, scale.rounds(), without.p99(), with.p99()));
    }
    StalledResult result =
        new StalledResult(
            Latencies.median(answering), Latencies.median(stalled), worker.peakMemory().orElse(0));
    surroundings.stop(worker);
    return result;
  }

  private Latencies round(
      Lane lane, Worker worker, String name, List<Subscriber> measured, List<Subscriber> others)
      throws InterruptedException {
    Latencies latencies =
        Latencies.of(receipts(lane, worker, name).publish(measured, others, TTL, Scale.RATE));
    published += measured.size() + others.size();
    if (!Patience.await(
        SETTLE_LIMIT, worker::requireAlive, () -> lane.outcomes().total() >= published)) {
      progress.accept(
          "stalled: %,d are without an outcome after %d s"
              .formatted(published - lane.outcomes().total(), SETTLE_LIMIT.toSeconds()));
    }
    return latencies;
  }

  private Receipts receipts(Lane lane, Worker worker, String name) {
    return new Receipts(lane, surroundings.sink(), worker, name);
  }
}
