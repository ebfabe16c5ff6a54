package dev.towncrier.runner.upgrade;

import dev.towncrier.runner.TowncrierProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The API and the worker of a version, as its build has left them.
 *
 * @param root the folder of its sources
 */
record Programs(Path root) {

  /**
   * Whether its tables of counts have the keys that they have now. Otherwise it fails to count once
   * they have: docs/upgrade.md.
   */
  boolean knowsAnalytics() {
    return Files.exists(
        root.resolve("subscription-store/src/main/resources/db/migration/V16__analytics.sql"));
  }

  /** Starts the API, whose output goes to a file of that name. */
  TowncrierProcess startApi(Path output, Map<String, String> environment, String... arguments) {
    return start(
        "subscription-api", "dev.towncrier.api.ApiApplication", output, environment, arguments);
  }

  /** Starts a worker, in the same way. */
  TowncrierProcess startWorker(Path output, Map<String, String> environment) {
    return start("push-worker", "dev.towncrier.worker.WorkerApplication", output, environment);
  }

  private TowncrierProcess start(
      String module,
      String main,
      Path output,
      Map<String, String> environment,
      String... arguments) {
    Path target = root.resolve(module).resolve("target");
    String jar = jar(target).toString();
    // The first versions were not packed into one jar each.
    return jar.endsWith("-exec.jar")
        ? TowncrierProcess.start(
            output,
            jar,
            "org.springframework.boot.loader.launch.JarLauncher",
            environment,
            arguments)
        : TowncrierProcess.start(
            output, jar + ":" + target.resolve("dependency") + "/*", main, environment, arguments);
  }

  /** The executable jar, which comes first by its name, or the only one. */
  private static Path jar(Path target) {
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return jars.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
