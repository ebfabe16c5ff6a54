package dev.towncrier.benchmarks.sink;

import dev.towncrier.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A sink in a process of its own. */
public final class Sink implements AutoCloseable {

  private final ChildProcess process;
  private final List<String> origins;

  private Sink(ChildProcess process, List<String> origins) {
    this.process = process;
    this.origins = origins;
  }

  /**
   * Starts one.
   *
   * @param folder for its log
   * @param answering how many push services answer, at least 1; one more does not
   */
  public static Sink start(Path folder, LoopbackTls tls, int answering) throws IOException {
    ChildProcess process =
        ChildProcess.java(
            "sink",
            SinkProcess.class,
            folder,
            List.of(
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"),
            List.of(tls.keyStore().toString(), LoopbackTls.PASSWORD, Integer.toString(answering)));
    String ports = process.answer();
    return new Sink(
        process, Stream.of(ports.split(" ", -1)).map(port -> "https://127.0.0.1:" + port).toList());
  }

  /** The push services that answer. */
  public List<String> origins() {
    return origins.subList(0, origins.size() - 1);
  }

  /** The one that never does. */
  public String silentOrigin() {
    return origins.getLast();
  }

  /** All of them. */
  public List<String> allOrigins() {
    return origins;
  }

  /** Requests that came since the start, whole and to those that answer. */
  public long total() {
    return Long.parseLong(process.ask("total"));
  }

  /** Forgets the times of arrival. */
  public void reset() {
    process.ask("reset");
  }

  /**
   * When the first request since the reset came to each endpoint of a range of numbers.
   *
   * @return in nanoseconds of {@link System#nanoTime}, which all processes of the machine share; 0
   *     where none came
   */
  public long[] arrivals(int from, int to) {
    String answer = process.ask("arrivals " + from + " " + to);
    return Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** The earliest of these; 0 where none came. */
  public long firstArrival(int from, int to) {
    return Long.parseLong(process.ask("first " + from + " " + to));
  }

  /** CPU time so far. */
  public Duration cpuTime() {
    return process.cpuTime();
  }

  @Override
  public void close() {
    process.close();
  }
}
