package dev.towncrier.runner.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A state of this repository in Git.
 *
 * @param commit its whole name
 */
record Revision(String commit) {
  /** Names what to upgrade from, as Git does: a tag, a branch, a commit. */
  static final String PROPERTY = "towncrier.upgrade.from";

  private static final Path HERE = Path.of("../..").toAbsolutePath().normalize();

  /** That of the property, otherwise the newest release before this one; empty if there is none. */
  static Optional<Revision> toUpgradeFrom() {
    String named = System.getProperty(PROPERTY, "");
    if (!named.isEmpty()) {
      return Optional.of(named(named));
    }
    Output release =
        run(HERE, List.of("git", "describe", "--tags", "--match", "v*", "--abbrev=0", "HEAD^"));
    return release.failed() ? Optional.empty() : Optional.of(named(release.text()));
  }

  private static Revision named(String name) {
    return new Revision(
        succeed(HERE, "git", "rev-parse", "--verify", "--quiet", name + "^{commit}"));
  }

  /** The programs that are being tested, which Maven has built before the tests. */
  static Programs programsHere() {
    return new Programs(HERE);
  }

  /**
   * Builds its programs in a clone of their own. Nothing of it is installed: Maven's local
   * repository keeps the modules of this version.
   */
  Programs build(Path clone) {
    succeed(HERE, "git", "clone", "--quiet", "--no-checkout", HERE.toString(), clone.toString());
    succeed(clone, "git", "checkout", "--quiet", "--detach", commit);
    succeed(
        clone,
        "mvn",
        "-B",
        "-ntp",
        "-q",
        "-Dstyle.color=never",
        "-Dmaven.repo.local=" + System.getProperty("localRepository"),
        "-Dmaven.test.skip=true",
        "-Dspotless.check.skip=true",
        "-Dmdep.analyze.skip=true",
        "-pl",
        "subscription-api,push-worker",
        "-am",
        "package",
        "dependency:copy-dependencies",
        "-DincludeScope=runtime");
    return new Programs(clone);
  }

  private static String succeed(Path folder, String... command) {
    Output output = run(folder, List.of(command));
    if (output.failed()) {
      throw new AssertionError(String.join(" ", command) + ": " + output.text());
    }
    return output.text();
  }

  private static Output run(Path folder, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Output(process.waitFor() != 0, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Output(boolean failed, String text) {}
}
