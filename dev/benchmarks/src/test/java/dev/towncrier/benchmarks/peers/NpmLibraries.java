package dev.towncrier.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The libraries that the Node.js scripts take part with. */
final class NpmLibraries {
  private NpmLibraries() {}

  /** Skips the test where npm can't install them, except in CI, where that is a failure. */
  static void installIn(Path folder) throws InterruptedException {
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      boolean installed = npmCi(folder);
      if ("true".equals(System.getenv("CI"))) {
        assertThat(installed).as("npm ci succeeded").isTrue();
      }
      assumeTrue(installed, "Skipped, because npm could not install the libraries");
    }
  }

  private static boolean npmCi(Path folder) throws InterruptedException {
    try {
      // Streams of its own: ours are the build's channel to this process, and Node.js makes what it
      // inherits non-blocking.
      Process npm =
          new ProcessBuilder("npm", "ci")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      System.out.println(new String(npm.getInputStream().readAllBytes(), UTF_8));
      return npm.waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
