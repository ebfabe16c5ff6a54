package dev.towncrier.benchmarks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sink, running. */
final class SinkProcess implements AutoCloseable {
  private final Process process;
  private final Path ca;
  private final URI origin;

  private SinkProcess(Process process, Path ca, URI origin) {
    this.process = process;
    this.ca = ca;
    this.origin = origin;
  }

  /** Starts it with the class path of this process. */
  static SinkProcess start() {
    try {
      Path ca = Files.createTempFile("sink-", ".pem");
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              Sink.class.getName(),
              ca.toString());
      Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      String port = firstLine(process.inputReader(US_ASCII));
      return new SinkProcess(process, ca, URI.create("https://localhost:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException("The sink does not start", e);
    }
  }

  private static String firstLine(BufferedReader out) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("It ended");
    }
    return line;
  }

  URI origin() {
    return origin;
  }

  Path ca() {
    return ca;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.deleteIfExists(ca);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
