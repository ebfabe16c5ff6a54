package dev.towncrier.benchmarks.fanout;

import dev.towncrier.benchmarks.system.GeneratedSubscriptions;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Kills workers in the middle of a fan-out, again and again. */
final class KillPart {
  private static final int WORKERS = 2;

  private final Surroundings surroundings;
  private final FanoutScale scale;
  private final Consumer<String> progress;
  private final SplittableRandom random = new SplittableRandom();

  KillPart(Surroundings surroundings, FanoutScale scale, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.scale = scale;
    this.progress = progress;
  }

  /**
   * The figures.
   *
   * @throws IllegalStateException if a delivery was requested twice or not at all
   */
  Map<String, Object> run(GeneratedSubscriptions audience)
      throws IOException, InterruptedException {
    Lane lane = surroundings.lane("kills");
    List<Worker> workers = new ArrayList<>();
    for (int number = 0; number < WORKERS; number++) {
      workers.add(start(lane, number));
    }
    FanOut fanOut = new FanOut(lane, lane.requests(), audience, "killed");
    fanOut.publish();
    long step = audience.count() / (scale.kills() + 1);
    for (int kill = 1; kill <= scale.kills(); kill++) {
      fanOut.await((kill - 1) * step + random.nextLong(step), () -> {});
      int number = random.nextInt(WORKERS);
      workers.get(number).kill();
      progress.accept(
          "kills: %d/%d at %,d".formatted(kill, scale.kills(), fanOut.requests().read()));
      workers.set(number, start(lane, number));
    }
    fanOut.awaitEnd(() -> workers.forEach(Worker::requireAlive));
    workers.forEach(surroundings::stop);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("kills", scale.kills());
    figures.put("killed_subscriptions", audience.count());
    figures.put("requested_again", fanOut.requests().repeated());
    figures.put("not_requested", audience.count() - fanOut.requests().read());
    return figures;
  }

  private Worker start(Lane lane, int number) throws IOException {
    return surroundings.startWorker(lane, "kills-" + number, CpuPart.fanOutOnly());
  }
}
