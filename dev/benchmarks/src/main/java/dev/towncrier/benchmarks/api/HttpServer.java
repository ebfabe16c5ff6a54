package dev.towncrier.benchmarks.api;

import dev.towncrier.benchmarks.load.HttpConnection;
import dev.towncrier.benchmarks.process.ChildProcess;
import dev.towncrier.benchmarks.process.CompilerLook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server in a process of its own, and its visitors. */
final class HttpServer implements Contestant, AutoCloseable {

  /** As {@code ./towncrier up} runs the API, with a heap that is told. */
  private static final List<String> JAVA =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+UseG1GC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8");

  private final String name;
  private final ChildProcess process;
  private final Visitors visitors;
  private final List<HttpConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);

  private HttpServer(String name, ChildProcess process, Visitors visitors, int port) {
    this.name = name;
    this.process = process;
    this.visitors = visitors;
    for (int i = 0; i < IN_FLIGHT; i++) {
      connections.add(new HttpConnection(port));
    }
  }

  /**
   * Starts it and waits until it can be asked.
   *
   * @param main prints its port as its first line
   * @param folder for its log
   */
  static HttpServer start(
      String name, Class<?> main, Path folder, List<String> settings, Visitors visitors)
      throws IOException {
    ChildProcess process = ChildProcess.java(name, main, folder, JAVA, settings);
    try {
      return new HttpServer(name, process, visitors, Integer.parseInt(process.answer()));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int take(Step step) throws InterruptedException {
    if (step == Step.SUBSCRIBE) {
      visitors.nextGeneration();
    }
    List<Callable<Boolean>> parts = new ArrayList<>();
    for (int part = 0; part < IN_FLIGHT; part++) {
      int first = part;
      parts.add(() -> take(step, first));
    }
    try {
      for (Future<Boolean> part : threads.invokeAll(parts)) {
        part.get();
      }
    } catch (ExecutionException e) {
      process.requireAlive();
      throw new IllegalStateException(name + " failed", e.getCause());
    }
    return visitors.count();
  }

  /** On a connection of its own, since the server ends those that wait for their next turn. */
  private boolean take(Step step, int first) throws IOException {
    HttpConnection connection = connections.get(first);
    connection.close();
    for (int visitor = first; visitor < visitors.count(); visitor += IN_FLIGHT) {
      visitors.answered(step, visitor, connection.exchange(visitors.request(step, visitor)));
    }
    return true;
  }

  @Override
  public Duration cpuTime() {
    return process.cpuTime();
  }

  /** Begins to look at what its compilers take. */
  CompilerLook lookAtCompilers() {
    return process.lookAtCompilers();
  }

  /** Its id in the operating system. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (HttpConnection connection : connections) {
      connection.close();
    }
    process.close();
  }
}
