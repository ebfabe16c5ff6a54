package dev.towncrier.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's {@code jcmd}. */
final class Jcmd {
  private Jcmd() {}

  /**
   * Has another JVM do something.
   *
   * @param pid of that JVM
   * @param words the command and what it needs
   * @throws IOException with what it said, if that failed
   */
  static void run(long pid, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd failed: " + output);
    }
  }
}
