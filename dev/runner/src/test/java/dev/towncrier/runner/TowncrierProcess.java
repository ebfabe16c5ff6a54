package dev.towncrier.runner;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Java in a process of its own, run from the packaged jar: a command of the script, mostly. */
public final class TowncrierProcess implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String LIBRARIES =
      TARGET.resolve("runner.jar") + ":" + TARGET.resolve("lib") + "/*";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;

  private TowncrierProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command on {@code dataFolder}. */
  public static TowncrierProcess start(
      Path dataFolder, Map<String, String> environment, String... command) {
    List<String> arguments = new ArrayList<>(List.of(Towncrier.class.getName()));
    arguments.addAll(List.of(command));
    var all = new HashMap<>(environment);
    all.put("TOWNCRIER_DATA_DIR", dataFolder.toString());
    return java(dataFolder.resolveSibling(command[0]), LIBRARIES, arguments, all);
  }

  /**
   * Starts a {@code main} of the tests.
   *
   * @param name what its output's file is called after
   */
  public static TowncrierProcess start(Path name, Class<?> main, String... arguments) {
    List<String> line = new ArrayList<>(List.of(main.getName()));
    line.addAll(List.of(arguments));
    return java(name, TARGET.resolve("test-classes") + ":" + LIBRARIES, line, Map.of());
  }

  /**
   * Starts a {@code main} of any class path.
   *
   * @param name what its output's file is called after
   */
  public static TowncrierProcess start(
      Path name,
      String classPath,
      String main,
      Map<String, String> environment,
      String... arguments) {
    List<String> line = new ArrayList<>(List.of(main));
    line.addAll(List.of(arguments));
    return java(name, classPath, line, environment);
  }

  private static TowncrierProcess java(
      Path name, String classPath, List<String> arguments, Map<String, String> environment) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", // too short a life for the second compiler to pay
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath));
    line.addAll(arguments);
    try {
      Path output = Files.createTempFile(name.getParent(), name.getFileName().toString(), ".out");
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(variable -> variable.startsWith("TOWNCRIER_"));
      builder.environment().putAll(environment);
      return new TowncrierProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed that line. */
  public TowncrierProcess awaitLine(String line) {
    await()
        .atMost(PATIENCE)
        .failFast("It ended before it was ready: " + output, () -> !process.isAlive())
        .until(() -> output().lines().anyMatch(line::equals));
    return this;
  }

  /** Waits until it has failed, and returns what it printed. */
  String awaitFailure() {
    int status =
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
    if (status != 1) {
      throw new AssertionError("Exit status " + status + ": " + output());
    }
    return output();
  }

  /** Everything it has printed. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has ended by itself and returns its exit status. */
  public int end() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop (SIGTERM) and returns its exit status. */
  public int stop() {
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
