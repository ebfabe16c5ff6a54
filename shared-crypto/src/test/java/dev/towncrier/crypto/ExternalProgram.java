package dev.towncrier.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine to its end. */
public final class ExternalProgram {

  private static final long LIMIT_MINUTES = 2;

  private ExternalProgram() {}

  /** Skips the test where one is missing, except in CI, where that is a failure. */
  public static void require(String versionOption, String... programs) {
    boolean available =
        Arrays.stream(programs).allMatch(program -> isInstalled(program, versionOption));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(available).as("%s are installed", List.of(programs)).isTrue();
    }
    assumeTrue(available, "Skipped, because one is not installed: " + List.of(programs));
  }

  /**
   * Runs one command, which must be a success.
   *
   * @return its output, standard error included
   */
  public static String run(Path folder, String input, String... command)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("towncrier-program", ".in");
    Path out = Files.createTempFile("towncrier-program", ".out");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
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

  private static boolean isInstalled(String program, String versionOption) {
    try {
      Process process =
          new ProcessBuilder(program, versionOption)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
