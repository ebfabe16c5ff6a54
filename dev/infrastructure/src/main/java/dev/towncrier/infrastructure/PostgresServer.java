package dev.towncrier.infrastructure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL server on 127.0.0.1, run from binaries on the class path. It trusts every local
 * connection, so it is for development and tests only.
 */
public final class PostgresServer implements AutoCloseable {

  private static final String USER = "postgres";

  /** Recovery after a crash included. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final Path dataFolder;
  private final boolean persistent;

  private PostgresServer(EmbeddedPostgres server, Path dataFolder, boolean persistent) {
    this.server = server;
    this.dataFolder = dataFolder;
    this.persistent = persistent;
  }

  /**
   * Starts a server on an empty folder that is deleted when it stops, at the latest with the JVM.
   * What it commits need not survive a power cut, which makes it quick.
   */
  public static PostgresServer temporary() {
    try {
      Path dataFolder = Files.createTempDirectory("towncrier-postgres");
      EmbeddedPostgres.Builder builder =
          builder(dataFolder, 0)
              .setCleanDataDirectory(true)
              .setServerConfig("full_page_writes", "off");
      return new PostgresServer(builder.start(), dataFolder, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres doesn't start", e);
    }
  }

  /**
   * Starts a durable server on a folder of its own and initialises that at the first start. A
   * server left running there by a killed JVM is stopped first, so callers make sure that no other
   * living one uses the folder. It stops by {@link #close} only.
   *
   * @param folder made if missing
   * @param port 0 for the one that it had last time, or any if that isn't free
   * @throws PortTaken if it can't have the port
   * @throws UncheckedIOException if it doesn't start; its output is in {@code server.log} there
   */
  public static PostgresServer persistent(Path folder, int port) {
    Path home = folder.toAbsolutePath().normalize();
    Path dataFolder = home.resolve("data");
    Path portFile = home.resolve("port");
    try {
      Files.createDirectories(home);
      OrphanedPostgres.stop(dataFolder);
      boolean firstStart = Files.notExists(portFile);
      if (firstStart) {
        // Killed in the middle of its first start: nothing was stored yet.
        Folders.delete(dataFolder);
      }
      int ownPort = port != 0 || firstStart ? port : lastPort(portFile);
      var output = ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile());
      EmbeddedPostgres.Builder builder =
          builder(dataFolder, ownPort)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOutputRedirector(output)
              .setErrorRedirector(output)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on");
      var server = new PostgresServer(builder.start(), dataFolder, true);
      Files.writeString(portFile, Integer.toString(server.port()));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres doesn't start on " + home, e);
    }
  }

  private static int lastPort(Path portFile) throws IOException {
    try {
      int port = Integer.parseInt(Files.readString(portFile).strip());
      return LoopbackPorts.isFree(port) ? port : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static EmbeddedPostgres.Builder builder(Path dataFolder, int port) {
    int ownPort = port == 0 ? LoopbackPorts.anyFree() : port;
    LoopbackPorts.requireFree(ownPort);
    return EmbeddedPostgres.builder()
        .setDataDirectory(dataFolder)
        .setPort(ownPort)
        .setPGStartupWait(START_LIMIT)
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "");
  }

  /** Returns the TCP port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** Returns the database of a name, which is created if it is missing. */
  public Database database(String name) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    try (Connection connection = named("postgres").dataSource().getConnection();
        var exists = connection.prepareStatement("select from pg_database where datname = ?");
        Statement create = connection.createStatement()) {
      exists.setString(1, name);
      if (!exists.executeQuery().next()) {
        create.execute("create database " + quoted);
      }
      return named(name);
    } catch (SQLException e) {
      throw new IllegalStateException("can't create the database " + name, e);
    }
  }

  private Database named(String name) {
    return new Database("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, USER, USER);
  }

  /** Cuts all sessions and stops the server; waits until it has gone. */
  @Override
  public void close() {
    try {
      server.close();
      if (persistent) {
        // Its own stop gives up after five seconds.
        OrphanedPostgres.stop(dataFolder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres doesn't stop", e);
    }
  }
}
