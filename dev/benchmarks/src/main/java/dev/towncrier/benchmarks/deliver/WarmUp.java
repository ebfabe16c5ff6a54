package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.process.CompilerLook;
import dev.towncrier.benchmarks.system.Worker;
import java.util.function.Consumer;

/** Goes on until the compilers of a worker have little left to do. */
final class WarmUp {

  /** Some load. */
  @FunctionalInterface
  interface Round {
    /**
     * Runs it.
     *
     * @param number from 1
     */
    void run(int number) throws InterruptedException;
  }

  private WarmUp() {}

  /**
   * Warms it up.
   *
   * @param part that it is for
   * @param most rounds
   */
  static void run(String part, Worker worker, int most, Consumer<String> progress, Round load)
      throws InterruptedException {
    for (int round = 1; round <= most; round++) {
      CompilerLook look = worker.lookAtCompilers();
      load.run(round);
      double share = look.share();
      progress.accept("%s: warm-up, compilers take %.1f %%".formatted(part, 100 * share));
      if (share < CompilerLook.LITTLE) {
        return;
      }
    }
  }
}
