package dev.towncrier.runner.deployment;

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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A container without a container engine: the folder that the image's file would copy together, and
 * its process with its environment, its health check and its signal to stop.
 */
final class Image {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String LAYERS = "layers";

  private final ImageFile file;
  private final Path folder;

  /**
   * Lays the image's folder out.
   *
   * @param module the folder that its Dockerfile stands in
   */
  static Image of(String module, Path parent) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(parent.resolve(module.replace('/', '-')));
    Path jar = Repository.files(module + "/target", "-exec.jar").getFirst();
    Process extraction =
        new ProcessBuilder(
                JAVA.toString(),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--layers",
                "--destination",
                LAYERS,
                "--application-filename",
                "application.jar")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("extraction").toFile())
            .start();
    if (extraction.waitFor() != 0) {
      throw new AssertionError(Files.readString(folder.resolve("extraction")));
    }
    for (String layer : List.of("dependencies", "snapshot-dependencies", "application")) {
      merge(folder.resolve(LAYERS).resolve(layer), folder);
    }
    return new Image(new ImageFile(module), folder);
  }

  /** The same for one whose folder holds libraries alone: those of the runner, which has all. */
  static Image ofLibraries(String module, Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(module.replace('/', '-')));
    Files.createSymbolicLink(folder.resolve("lib"), Path.of("target/lib").toAbsolutePath());
    return new Image(new ImageFile(module), folder);
  }

  private Image(ImageFile file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  private static void merge(Path layer, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(layer)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path to = target.resolve(layer.relativize(file));
      Files.createDirectories(to.getParent());
      Files.move(file, to);
    }
  }

  /**
   * Starts its process.
   *
   * @param environment in addition to the image's own
   * @param here turns names and ports of the containers' network into those of this machine
   */
  Container start(
      Map<String, String> environment, UnaryOperator<String> here, String... arguments) {
    List<String> command = new ArrayList<>(file.entrypoint());
    command.set(0, JAVA.toString());
    // The cache is made when an image is built, which takes longer than all of this test.
    command.remove("-XX:AOTCache=application.aot");
    command.add(1, "-XX:TieredStopAtLevel=1"); // too short a life for the second compiler to pay
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(file.environment());
    all.putAll(environment);
    all.replaceAll((_, value) -> here.apply(value));
    try {
      Path output = Files.createTempFile(folder, "output", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TOWNCRIER_"));
      builder.environment().putAll(all);
      List<String> check = file.healthCheck().stream().map(here).toList();
      return new Container(builder.start(), output, check);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A running process. */
  record Container(Process process, Path output, List<String> healthCheck)
      implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    boolean isHealthy() {
      try {
        return new ProcessBuilder(healthCheck)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    Container awaitHealthy() {
      await()
          .atMost(PATIENCE)
          .failFast("It ended: " + output, () -> !process.isAlive())
          .until(this::isHealthy);
      return this;
    }

    /** Everything it has printed, by lines. */
    List<String> log() {
      try {
        return Files.readAllLines(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int end() {
      return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
    }

    /** Sends SIGTERM, as {@code docker stop} does, and gives it 30 s. */
    int stop() {
      process.destroy();
      return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
