package dev.towncrier.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording of another JVM by the JDK Flight Recorder, with samples by CPU time.
 *
 * @param pid of that JVM
 * @param file to be written
 */
public record Recording(long pid, Path file) {

  private static final String NAME = "name=bench";

  /** Begins. */
  public void start() throws IOException, InterruptedException {
    jcmd("JFR.start", NAME, "settings=profile", "jdk.CPUTimeSample#enabled=true");
  }

  /** Ends, and writes the file. */
  public void stop() throws IOException, InterruptedException {
    jcmd("JFR.stop", NAME, "filename=" + file);
  }

  private void jcmd(String... words) throws IOException, InterruptedException {
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
