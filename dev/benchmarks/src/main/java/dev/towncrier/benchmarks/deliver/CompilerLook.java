package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.system.Worker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How much of a worker's CPU time its compilers take, from one moment to another. */
final class CompilerLook {

  /** The compilers have done most of their work once they take less of the CPU time than this. */
  private static final double LITTLE = 0.03;

  private final Worker worker;
  private final Duration workerBefore;
  private final Optional<Duration> compilersBefore;

  /** Begins to look. */
  CompilerLook(Worker worker) {
    this.worker = worker;
    workerBefore = worker.cpuTime();
    compilersBefore = worker.compilerTime();
  }

  /**
   * Whether they took little since then, or nobody tells.
   *
   * @param part whose warm-up this is
   */
  boolean isWarm(String part, Consumer<String> progress) {
    Optional<Duration> compilers = worker.compilerTime();
    if (compilersBefore.isEmpty() || compilers.isEmpty()) {
      return true;
    }
    double share =
        Math.max(0, compilers.get().minus(compilersBefore.get()).toMillis())
            / (double) worker.cpuTime().minus(workerBefore).toMillis();
    progress.accept("%s: compilers take %.1f %%".formatted(part, 100 * share));
    return share < LITTLE;
  }
}
