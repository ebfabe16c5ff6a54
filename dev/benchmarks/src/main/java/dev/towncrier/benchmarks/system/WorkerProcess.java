package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.process.ParentWatch;
import dev.towncrier.worker.WorkerApplication;

/** The process of a worker, which stops in its own way when standard input ends. */
final class WorkerProcess {

  private WorkerProcess() {}

  /**
   * Runs it.
   *
   * @param arguments its settings, each as {@code --name=value}
   */
  public static void main(String[] arguments) {
    System.setOut(System.err);
    ParentWatch.start();
    WorkerApplication.main(arguments);
  }
}
