package dev.towncrier.runner.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where a run keeps what lasts. One {@code up} uses it at a time, and any number of workers.
 *
 * @param path absolute; made by {@link #lock}
 */
public record DataFolder(Path path) {

  /** Makes the path absolute. */
  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Returns Postgres' folder. */
  public Path postgres() {
    return path.resolve("postgres");
  }

  /** Returns Kafka's folder. */
  public Path kafka() {
    return path.resolve("kafka");
  }

  /** Returns the simulator's folder. */
  public Path simulator() {
    return path.resolve("simulator");
  }

  /** Returns the file of certificates that API and workers trust in addition. */
  public Path trustedCertificates() {
    return path.resolve("trusted.pem");
  }

  /**
   * Returns the file of key-encryption keys: beside the folder, so that a copy of it lacks them.
   */
  public KeyFile keyFile() {
    return new KeyFile(path.resolveSibling(path.getFileName() + ".key"));
  }

  /** Returns the file that a process of a name logs to. */
  public Path log(String process) {
    return path.resolve("logs").resolve(process + ".log");
  }

  /** Makes the folder, readable by its owner only, if it is missing. */
  public void create() {
    try {
      OwnerOnly.createFolder(path);
    } catch (IOException e) {
      throw new CommandFailure(
          "Can't make the data folder " + path + " (TOWNCRIER_DATA_DIR): " + e.getMessage(), e);
    }
  }

  /**
   * Takes the folder for this process' {@code up} until it ends.
   *
   * @throws CommandFailure naming the process that has it
   */
  public FolderLock lock() {
    create();
    return FolderLock.take(lockFile())
        .orElseThrow(() ->
            new CommandFailure(
                "`towncrier up` runs on "
                    + path
                    + " already, as process "
                    + FolderLock.holder(lockFile())
                    + ". Stop that, or set TOWNCRIER_DATA_DIR to another folder."));
  }

  /** Tells whether some {@code up} runs on the folder. */
  public boolean isInUse() {
    return Files.exists(lockFile()) && FolderLock.isHeld(lockFile());
  }

  /** Takes the lowest worker number that no living worker has, from 1. */
  public WorkerNumber workerNumber() {
    return WorkerNumber.take(path.resolve("workers"));
  }

  /** Reads the key that an earlier run kept. */
  public Optional<AdminKey> adminKey() {
    try {
      return Files.exists(adminKeyFile())
          ? Optional.of(new AdminKey(Files.readString(adminKeyFile()).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure("Can't read " + adminKeyFile() + ": " + e.getMessage(), e);
    }
  }

  /** Makes a key and keeps it, readable by its owner only. */
  public AdminKey makeAdminKey() {
    AdminKey key = AdminKey.random(new SecureRandom());
    try {
      OwnerOnly.write(adminKeyFile(), key.reveal() + "\n");
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + adminKeyFile() + ": " + e.getMessage(), e);
    }
    return key;
  }

  /** Reads where the parts of the last {@code up} are, or were. */
  public Optional<RunningSystem> lastRun() {
    return RunningSystem.read(path.resolve("up.properties"));
  }

  /**
   * Reads where the parts of the {@code up} are that runs on the folder.
   *
   * @throws CommandFailure if none does
   */
  public RunningSystem running() {
    if (!isInUse()) {
      throw new CommandFailure(
          "No `towncrier up` runs on "
              + path
              + ". Start one with ./towncrier up, or set TOWNCRIER_DATA_DIR to its folder.");
    }
    return lastRun()
        .orElseThrow(() ->
            new CommandFailure(
                "`towncrier up` on " + path + " is still starting; try again then."));
  }

  /** Keeps where the parts are, readable by the owner only. */
  public void remember(RunningSystem system) {
    system.write(path.resolve("up.properties"));
  }

  private Path adminKeyFile() {
    return path.resolve("admin-key");
  }

  private Path lockFile() {
    return path.resolve("up.lock");
  }
}
