package dev.towncrier.runner;

import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.KeySource;
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
    Settings settings = Settings.from(System.getenv());
    DataFolder folder = settings.dataFolder();
    RunningSystem system = withKeys(folder.running(), settings.keySource());
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

  /** The keys that the environment gives here, or else those of the running {@code up}. */
  private static RunningSystem withKeys(RunningSystem system, KeySource here) {
    if (!(here instanceof KeySource.FileBesideData)) {
      return system.withKeyFile(here.path());
    }
    if (system.keyFile().isEmpty()) {
      throw new CommandFailure(
          "The running `towncrier up` has its key-encryption keys from its environment. Set "
              + KeySource.KEYS_VARIABLE
              + " to the same here.");
    }
    return system;
  }
}
