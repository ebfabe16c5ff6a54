package dev.towncrier.runner;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the script as a process of its own, run from the packaged jar. */
final class TowncrierProcess implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path output;

  private TowncrierProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command on {@code dataFolder}. */
  static TowncrierProcess start(
      Path dataFolder, Map<String, String> environment, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            TARGET.resolve("runner.jar") + ":" + TARGET.resolve("lib") + "/*",
            "dev.towncrier.runner.Towncrier"));
    line.addAll(List.of(command));
    try {
      Path output = Files.createTempFile(dataFolder.getParent(), command[0], ".out");
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TOWNCRIER_"));
      builder.environment().put("TOWNCRIER_DATA_DIR", dataFolder.toString());
      builder.environment().putAll(environment);
      return new TowncrierProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed that line. */
  TowncrierProcess awaitLine(String line) {
    await()
        .atMost(PATIENCE)
        .failFast("It ended before it was ready: " + output, () -> !process.isAlive())
        .until(() -> output().lines().anyMatch(line::equals));
    return this;
  }

  /** Waits until it has failed, and returns what it printed. */
  String awaitFailure() {
    int status = process.onExit().orTimeout(90, TimeUnit.SECONDS).join().exitValue();
    if (status != 1) {
      throw new AssertionError("Exit status " + status + ": " + output());
    }
    return output();
  }

  /** Everything it has printed. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has ended by itself and returns its exit status. */
  int end() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop (SIGTERM) and returns its exit status. */
  int stop() {
    process.destroy();
    return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
