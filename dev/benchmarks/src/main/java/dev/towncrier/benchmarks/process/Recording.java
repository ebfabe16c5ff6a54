package dev.towncrier.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

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
    Jcmd.run(pid, "JFR.start", NAME, "settings=profile", "jdk.CPUTimeSample#enabled=true");
  }

  /** Ends, and writes the file. */
  public void stop() throws IOException, InterruptedException {
    Jcmd.run(pid, "JFR.stop", NAME, "filename=" + file);
  }
}
