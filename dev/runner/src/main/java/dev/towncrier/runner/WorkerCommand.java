package dev.towncrier.runner;

import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.runner.settings.WorkerNumber;
import dev.towncrier.runner.system.Parts;
import dev.towncrier.runner.system.SpringPart;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** One more worker on the system that another process runs. */
@Command(
    name = "worker",
    description = "Run one more worker on the running `up` of the same data folder, until Ctrl-C.")
final class WorkerCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    DataFolder folder = Settings.from(System.getenv()).dataFolder();
    RunningSystem system = folder.running();
    var parts = new Parts();
    try {
      WorkerNumber number = parts.start("worker number", folder::workerNumber);
      LogFile.open(folder.log("worker-" + number.value()));
      parts.stopWithProcess(System.err);
      parts.start("worker", () -> worker(system, number, folder));
      System.out.println("worker ready");
      new CountDownLatch(1).await();
      return 0;
    } finally {
      parts.close();
    }
  }

  private static SpringPart worker(RunningSystem system, WorkerNumber number, DataFolder folder) {
    try {
      return SpringPart.worker(system, "process-" + number.value());
    } catch (Exception e) {
      throw CommandFailure.notStarted("The worker", e, folder.log("worker-" + number.value()));
    }
  }
}
