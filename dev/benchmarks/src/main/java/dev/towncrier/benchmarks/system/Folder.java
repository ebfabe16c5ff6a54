package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where a benchmark's data and logs are until its end. */
public final class Folder {

  private Folder() {}

  /**
   * A new one, which the cleanup deletes.
   *
   * @param progress is told where it is
   */
  public static Path temporary(Cleanup cleanup, Consumer<String> progress) throws IOException {
    Path folder = Files.createTempDirectory("towncrier-bench");
    cleanup.add(() -> delete(folder));
    progress.accept("data and logs are in " + folder + " until the end");
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
