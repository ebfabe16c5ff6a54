package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.BulkLoad;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lets a worker find a large backlog, and looks at its memory while it delivers that. */
final class BacklogPart {

  private static final int NOTIFICATIONS = 50;
  private static final Duration LIMIT = Duration.ofHours(2);
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
    AtomicLong next = new AtomicLong(records / STEPS);
    boolean done =
        Patience.await(
            LIMIT,
            () -> {
              worker.requireAlive();
              if (lane.outcomes().total() >= next.get()) {
                progress.accept("backlog: %,d delivered".formatted(lane.outcomes().total()));
                next.addAndGet(records / STEPS);
              }
            },
            () -> lane.outcomes().total() >= records);
    if (!done) {
      throw new IllegalStateException("Not delivered within " + LIMIT);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    CpuPart.requireAccepted(lane.outcomes());
    List<Integer> heap = worker.heapAfterCollections();
    int quarter = heap.size() / 4;
    BacklogResult result =
        new BacklogResult(
            records,
            records / seconds,
            least(heap.subList(quarter, 2 * quarter)),
            least(heap.subList(heap.size() - quarter, heap.size())),
            worker.peakMemory().orElse(0));
    surroundings.stop(worker);
    return result;
  }

  private static int least(List<Integer> megabytes) {
    return megabytes.stream().mapToInt(Integer::intValue).min().orElse(0);
  }
}
