package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The API in a process of its own, with a heap of 256 MB. */
public final class Api implements AutoCloseable {
  private static final List<String> JAVA =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC", // as a JVM of such a memory chooses by itself
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8",
          "-Dorg.jooq.no-logo=true",
          "-Dorg.jooq.no-tips=true");

  private final ChildProcess process;
  private final int port;

  private Api(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it listens. */
  static Api start(Path folder, List<String> settings) throws IOException {
    ChildProcess process =
        ChildProcess.java(
            "api",
            ApiProcess.class,
            folder,
            JAVA,
            settings.stream().map(setting -> "--" + setting).toList());
    try {
      return new Api(process, Integer.parseInt(process.answer()));
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** CPU time of all its threads so far. */
  public Duration cpuTime() {
    return process.cpuTime();
  }

  /** Stops it in its own way. */
  @Override
  public void close() {
    process.close();
  }
}
