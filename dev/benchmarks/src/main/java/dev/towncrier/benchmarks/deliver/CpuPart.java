package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.measure.Statistics;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.process.Recording;
import dev.towncrier.benchmarks.system.BulkLoad;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Outcomes;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Surroundings;
import dev.towncrier.benchmarks.system.Worker;
import dev.towncrier.contract.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Keeps deliveries waiting, lets the worker get warm, and divides its CPU time by the outcomes that
 * it commits.
 */
final class CpuPart {

  private static final int NOTIFICATIONS = 10;
  private static final int AHEAD = 20_000;

  private static final Duration COMPILER_LOOK = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration WINDOW_LIMIT = Duration.ofMinutes(30);

  /** Everything at one moment; durations are CPU time. */
  private record Moment(
      long nanoTime, long outcomes, Duration worker, Duration broker, Duration sink) {}

  private final Surroundings surroundings;
  private final DeliverOptions options;
  private final Consumer<String> progress;

  CpuPart(Surroundings surroundings, DeliverOptions options, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.options = options;
    this.progress = progress;
  }

  CpuResult run(List<Subscriber> subscribers) throws IOException, InterruptedException {
    Lane lane = surroundings.lane("cpu");
    BulkLoad load = lane.bulkLoad(subscribers, NOTIFICATIONS);
    load.keepAhead(AHEAD);
    Worker worker = surroundings.startWorker(lane, options.worker());
    warmUp(worker, lane.outcomes());
    Optional<Recording> recording =
        options.profile().map(file -> new Recording(worker.pid(), file));
    if (recording.isPresent()) {
      recording.get().start();
    }
    List<CpuResult> windows = new ArrayList<>();
    for (int window = 1; window <= options.scale().windows(); window++) {
      CpuResult result = window(worker, lane.outcomes());
      windows.add(result);
      progress.accept(
          "cpu: window %d/%d: %.1f us a message, %,.0f a second"
              .formatted(
                  window, options.scale().windows(), result.workerMicros(), result.perSecond()));
    }
    if (recording.isPresent()) {
      recording.get().stop();
    }
    load.close();
    requireAccepted(lane.outcomes());
    CpuResult result =
        new CpuResult(
            median(windows, CpuResult::workerMicros),
            median(windows, CpuResult::brokerMicros),
            median(windows, CpuResult::sinkMicros),
            median(windows, CpuResult::perSecond),
            worker.peakMemory().orElse(0));
    surroundings.stop(worker);
    return result;
  }

  private void warmUp(Worker worker, Outcomes outcomes) throws InterruptedException {
    progress.accept("cpu: starting the worker");
    if (!Patience.await(START_LIMIT, worker::requireAlive, () -> outcomes.total() > 0)) {
      throw new IllegalStateException("No outcome came within " + START_LIMIT);
    }
    progress.accept("cpu: warm-up for " + options.scale().warmUp().toSeconds() + " s");
    Thread.sleep(options.scale().warmUp());
    WarmUp.run(
        "cpu", worker, options.scale().compilerLooks(), progress, _ -> Thread.sleep(COMPILER_LOOK));
    int warm = options.scale().warmUpMessages();
    if (!Patience.await(WINDOW_LIMIT, worker::requireAlive, () -> outcomes.total() >= warm)) {
      throw new IllegalStateException("The worker is not warm within " + WINDOW_LIMIT);
    }
  }

  private CpuResult window(Worker worker, Outcomes outcomes) throws InterruptedException {
    Moment start = moment(worker, outcomes);
    long end = start.outcomes() + options.scale().messages();
    if (!Patience.await(WINDOW_LIMIT, worker::requireAlive, () -> outcomes.total() >= end)) {
      throw new IllegalStateException("The worker needs over " + WINDOW_LIMIT + " for a window");
    }
    Moment now = moment(worker, outcomes);
    long messages = now.outcomes() - start.outcomes();
    return new CpuResult(
        micros(now.worker().minus(start.worker()), messages),
        micros(now.broker().minus(start.broker()), messages),
        micros(now.sink().minus(start.sink()), messages),
        messages * 1e9 / (now.nanoTime() - start.nanoTime()),
        0);
  }

  private Moment moment(Worker worker, Outcomes outcomes) {
    return new Moment(
        System.nanoTime(),
        outcomes.total(),
        worker.cpuTime(),
        surroundings.brokerCpuTime(),
        surroundings.sink().cpuTime());
  }

  private static double micros(Duration cpuTime, long messages) {
    return cpuTime.toNanos() / 1_000.0 / messages;
  }

  private static double median(List<CpuResult> windows, ToDoubleFunction<CpuResult> figure) {
    return Statistics.median(windows.stream().map(figure::applyAsDouble).toList());
  }

  /** Anything else would be cheaper or dearer than what is asked about. */
  static void requireAccepted(Outcomes outcomes) {
    if (!outcomes.byKind().keySet().equals(Set.of(Outcome.ACCEPTED))) {
      throw new IllegalStateException("Not all were accepted: " + outcomes.byKind());
    }
  }
}
