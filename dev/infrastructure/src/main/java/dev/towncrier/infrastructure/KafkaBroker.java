package dev.towncrier.infrastructure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this JVM, with its controller, on 127.0.0.1. Topics are not made by using
 * them. Its log is what a single node can promise: it survives a kill of the process.
 */
public final class KafkaBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final int port;
  private final Path folder;
  private final boolean persistent;
  private final AtomicBoolean closed = new AtomicBoolean();

  private KafkaBroker(KafkaRaftServer server, int port, Path folder, boolean persistent) {
    this.server = server;
    this.port = port;
    this.folder = folder;
    this.persistent = persistent;
  }

  /** Starts a broker on any free port and an empty folder, which {@link #close} deletes. */
  public static KafkaBroker temporary() {
    try {
      return start(Files.createTempDirectory("towncrier-kafka"), 0, false, BrokerSettings::of);
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka doesn't start", e);
    }
  }

  /**
   * Starts such a broker that clients show a user's name and password (SASL_PLAINTEXT, PLAIN), and
   * that lets each do what ACLs allow and nothing else.
   *
   * @param admin the user who may do everything
   * @param passwords by user, that of {@code admin} included
   */
  public static KafkaBroker guarded(String admin, Map<String, String> passwords) {
    try {
      return start(
          Files.createTempDirectory("towncrier-kafka"),
          0,
          false,
          (folder, port) -> BrokerSettings.guarded(folder, port, admin, passwords));
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka doesn't start", e);
    }
  }

  /**
   * Starts a broker on a folder of its own and formats that at the first start. It stops by {@link
   * #close} only.
   *
   * @param folder made if missing; no other living broker may use it
   * @param port 0 for any free one
   * @throws PortTaken if it can't have the port
   */
  public static KafkaBroker persistent(Path folder, int port) {
    try {
      return start(folder.toAbsolutePath().normalize(), port, true, BrokerSettings::of);
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka doesn't start on " + folder, e);
    }
  }

  private static KafkaBroker start(
      Path folder, int port, boolean persistent, BiFunction<Path, Integer, Properties> configured)
      throws IOException {
    Files.createDirectories(folder);
    int ownPort = port == 0 ? LoopbackPorts.anyFree() : port;
    LoopbackPorts.requireFree(ownPort);
    Properties settings = configured.apply(folder.resolve("data"), ownPort);
    format(folder, settings);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new KafkaBroker(server, ownPort, folder, persistent);
  }

  private static void format(Path folder, Properties settings) throws IOException {
    Path data = folder.resolve("data");
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    // Killed while formatting: nothing was stored yet.
    Folders.delete(data);
    Files.createDirectories(data);
    Path file = folder.resolve("format.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int status =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
            },
            quiet);
    Files.delete(file);
    if (status != 0) {
      throw new IOException("Kafka's storage tool ended with status " + status);
    }
  }

  /** Returns the TCP port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns what clients have in {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker and waits until it has gone. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    server.shutdown();
    server.awaitShutdown();
    if (!persistent) {
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("can't delete " + folder, e);
      }
    }
  }
}
