package dev.towncrier.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres that outlived the JVM that started it. It holds its data folder, so it has to go
 * before another can start there.
 */
final class OrphanedPostgres {

  private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);

  /** For a fast shutdown: sessions are cut, then a checkpoint is written. */
  private static final Duration FAST = Duration.ofSeconds(15);

  /** For an immediate one, which leaves recovery to the next start. */
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);

  private OrphanedPostgres() {}

  /**
   * Stops the server that runs on a data folder, if one does, and clears away a pid file that names
   * somebody else's process: Postgres itself takes such a process for a server and won't start.
   *
   * @throws IOException if the server survives
   */
  static void stop(Path dataFolder) throws IOException {
    Path pidFile = dataFolder.resolve("postmaster.pid");
    Optional<ProcessHandle> process = named(pidFile);
    if (process.isEmpty()) {
      return;
    }
    if (!serves(process.get(), dataFolder)) {
      Files.deleteIfExists(pidFile);
      return;
    }
    log.info("Stopping the Postgres that was left running on {}", dataFolder);
    // PostgreSQL manual, "Shutting Down the Server": SIGINT is a fast shutdown, SIGQUIT immediate.
    signal(process.get(), "INT");
    if (!hasExited(process.get(), FAST)) {
      signal(process.get(), "QUIT");
      if (!hasExited(process.get(), IMMEDIATE)) {
        throw new IOException(
            "Postgres (process " + process.get().pid() + ") does not stop on " + dataFolder);
      }
    }
  }

  private static Optional<ProcessHandle> named(Path pidFile) throws IOException {
    if (Files.notExists(pidFile)) {
      return Optional.empty();
    }
    String pid = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    try {
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean serves(ProcessHandle process, Path dataFolder) {
    ProcessHandle.Info info = process.info();
    boolean isPostgres =
        info.command().map(command -> Path.of(command).endsWith("postgres")).orElse(false);
    // Where the system doesn't tell a process' arguments, the pid file's word has to do.
    return isPostgres
        && info.arguments()
            .map(arguments -> String.join(" ", arguments).contains(dataFolder.toString()))
            .orElse(true);
  }

  private static void signal(ProcessHandle process, String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping Postgres", e);
    }
  }

  private static boolean hasExited(ProcessHandle process, Duration within) throws IOException {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("can't watch process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping Postgres", e);
    }
  }
}
