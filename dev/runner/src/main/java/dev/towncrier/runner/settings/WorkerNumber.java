package dev.towncrier.runner.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A number that a worker has for itself while it lives, and gets again when it is restarted.
 *
 * @param value from 1
 */
public record WorkerNumber(int value, FolderLock lock) implements AutoCloseable {

  static WorkerNumber take(Path folder) {
    try {
      OwnerOnly.createFolder(folder);
    } catch (IOException e) {
      throw new CommandFailure("Can't make the folder " + folder + ": " + e.getMessage(), e);
    }
    for (int number = 1; ; number++) {
      Optional<FolderLock> lock = FolderLock.take(folder.resolve(number + ".lock"));
      if (lock.isPresent()) {
        return new WorkerNumber(number, lock.get());
      }
    }
  }

  /** Gives the number back. */
  @Override
  public void close() {
    lock.close();
  }
}
