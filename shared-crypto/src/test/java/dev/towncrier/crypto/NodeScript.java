package dev.towncrier.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script of src/test/node, with the libraries pinned there. */
public final class NodeScript {

  private static final Path FOLDER = Path.of("src", "test", "node");
  private static final long LIMIT_MINUTES = 2;

  private NodeScript() {}

  /** Skips the test where there is no Node, except in CI, where that is a failure. */
  public static void requireNode() throws IOException, InterruptedException {
    boolean available = isInstalled("node") && isInstalled("npm");
    if ("true".equals(System.getenv("CI"))) {
      assertThat(available).as("node and npm are installed").isTrue();
    }
    assumeTrue(available, "Skipped, because node or npm is not installed");
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      run("", "npm", "ci");
    }
  }

  /**
   * Runs one script to its end, which must be a success.
   *
   * @param lines the script's standard input
   * @return the lines of its standard output
   */
  public static List<String> run(String script, List<String> lines)
      throws IOException, InterruptedException {
    return run(String.join("\n", lines), "node", script).lines().toList();
  }

  private static String run(String input, String... command)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("towncrier-node", ".in");
    Path out = Files.createTempFile("towncrier-node", ".out");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      String output = Files.readString(out, UTF_8);
      assertThat(process.waitFor()).as("%s said: %s", List.of(command), output).isZero();
      return output;
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
