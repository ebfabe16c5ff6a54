package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.measure.Statistics;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.BulkLoad;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets a worker find a large backlog, and looks at its memory while it delivers that. */
final class BacklogPart {

  private static final int NOTIFICATIONS = 50;

  /** For a tenth. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final int STEPS = 10;

  private final Surroundings surroundings;
  private final DeliverOptions options;
  private final Consumer<String> progress;

  BacklogPart(Surroundings surroundings, DeliverOptions options, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.options = options;
    this.progress = progress;
  }

  BacklogResult run(List<Subscriber> subscribers) throws IOException, InterruptedException {
    int records = options.scale().backlog();
    progress.accept("backlog: writing %,d records".formatted(records));
    Lane lane = surroundings.lane("backlog");
    try (BulkLoad load = lane.bulkLoad(subscribers, NOTIFICATIONS)) {
      load.request(records);
    }
    long start = System.nanoTime();
    Worker worker = surroundings.startWorker(lane, options.worker());
    List<Double> heap = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      long delivered = (long) records * step / STEPS;
      if (!Patience.await(
          LIMIT, worker::requireAlive, () -> lane.outcomes().total() >= delivered)) {
        throw new IllegalStateException(delivered + " are not delivered within " + LIMIT);
      }
      heap.add((double) worker.heapInUse());
      progress.accept(
          "backlog: %,d delivered, %.0f MB in use".formatted(delivered, heap.getLast()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    CpuPart.requireAccepted(lane.outcomes());
    BacklogResult result =
        new BacklogResult(
            records,
            records / seconds,
            Statistics.median(heap.subList(1, STEPS / 2)),
            Statistics.median(heap.subList(STEPS / 2, STEPS - 1)),
            worker.peakMemory().orElse(0));
    surroundings.stop(worker);
    return result;
  }
}
