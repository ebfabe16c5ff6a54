package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.process.ChildProcess;
import dev.towncrier.benchmarks.process.CompilerLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker in a process of its own, with a heap of 256 MB. */
public final class Worker implements AutoCloseable {

  /** As {@code ./towncrier} runs one, and a heap that is small and told about. */
  private static final List<String> JAVA =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8",
          "-Dorg.jooq.no-logo=true",
          "-Dorg.jooq.no-tips=true");

  private static final Pattern WHOLE_COLLECTION =
      Pattern.compile("Pause Full .* \\d+M->(\\d+)M\\(");

  private final ChildProcess process;
  private final Path collections;

  private Worker(ChildProcess process, Path collections) {
    this.process = process;
    this.collections = collections;
  }

  static Worker start(String name, Path folder, List<String> settings, List<String> options)
      throws IOException {
    Path collections = folder.resolve(name + "-gc.log");
    List<String> java =
        Stream.of(JAVA, List.of("-Xlog:gc:file=" + collections + "::filecount=0"), options)
            .flatMap(List::stream)
            .toList();
    return new Worker(
        ChildProcess.java(
            name,
            WorkerProcess.class,
            folder,
            java,
            settings.stream().map(setting -> "--" + setting).toList()),
        collections);
  }

  /** CPU time of all its threads so far, its compilers and collectors included. */
  public Duration cpuTime() {
    return process.cpuTime();
  }

  /** Begins to look at what its compilers take. */
  public CompilerLook lookAtCompilers() {
    return process.lookAtCompilers();
  }

  /** The most memory that it has had resident, in bytes, where the system tells. */
  public OptionalLong peakMemory() {
    return process.peakMemory();
  }

  /** Has all that is unused collected; the heap that is left in use, in megabytes. */
  public int heapInUse() throws IOException, InterruptedException {
    process.collectGarbage();
    try (Stream<String> lines = Files.lines(collections)) {
      return lines
          .map(WHOLE_COLLECTION::matcher)
          .filter(Matcher::find)
          .map(found -> Integer.valueOf(found.group(1)))
          .reduce((_, last) -> last)
          .orElseThrow(() -> new IllegalStateException("No whole collection in " + collections));
    }
  }

  /**
   * Makes sure that it runs.
   *
   * @throws IllegalStateException with what it last said, if it has ended
   */
  public void requireAlive() {
    process.requireAlive();
  }

  /** Its id in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Stops it in its own way. */
  @Override
  public void close() {
    process.close();
  }
}
