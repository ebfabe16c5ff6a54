package dev.towncrier.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a script of src/test/node, with the libraries pinned there. */
public final class NodeScript {

  private static final Path FOLDER = Path.of("src", "test", "node");

  private NodeScript() {}

  /** Skips the test where there is no Node, except in CI, where that is a failure. */
  public static void requireNode() throws IOException, InterruptedException {
    ExternalProgram.require("--version", "node", "npm");
    if (!isCurrent()) {
      ExternalProgram.run(FOLDER, "", "npm", "ci");
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
    return ExternalProgram.run(FOLDER, String.join("\n", lines), "node", script).lines().toList();
  }

  /** Runs the command of npm's web-push and returns what it prints. */
  public static String webPush(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = "node";
    command[1] = "node_modules/web-push/src/cli.js";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return ExternalProgram.run(FOLDER, "", command);
  }

  /** Whether the libraries were installed after they were last pinned. */
  private static boolean isCurrent() throws IOException {
    Path installed = FOLDER.resolve("node_modules/.package-lock.json");
    return Files.exists(installed)
        && Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")))
            >= 0;
  }
}
