package dev.towncrier.runner.faults;

import static org.awaitility.Awaitility.await;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.runner.TowncrierProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A broker or a Postgres that comes back on the same port and data. */
final class Server implements AutoCloseable {
  private final String what;
  private final Path folder;
  private final int port = LoopbackPorts.anyFree();
  private TowncrierProcess process;

  private Server(String what, Path folder) {
    this.what = what;
    this.folder = folder;
    process = run();
  }

  static Server kafka(Path folder) {
    return new Server(ServerMain.KAFKA, folder);
  }

  static Server postgres(Path folder) {
    return new Server(ServerMain.POSTGRES, folder);
  }

  private TowncrierProcess run() {
    return TowncrierProcess.start(
        folder.resolveSibling(what),
        ServerMain.class,
        what,
        folder.toString(),
        Integer.toString(port));
  }

  Server awaitReady() {
    process.awaitLine(ServerMain.READY);
    return this;
  }

  int port() {
    return port;
  }

  /** Stops it in order; it is gone when this returns. */
  void stop() {
    process.stop();
  }

  /** Ends it as {@code kill -9} does; Postgres, which is several processes, as a crash does. */
  void kill() {
    process.kill();
    if (what.equals(ServerMain.POSTGRES)) {
      postmaster().ifPresent(Server::quit);
    }
  }

  /** Starts it again, and waits until it serves. */
  void comeBack() {
    process = run();
    awaitReady();
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      String pid =
          Files.readString(folder.resolve("data/postmaster.pid")).lines().findFirst().orElseThrow();
      return ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // PostgreSQL manual, "Shutting Down the Server": SIGQUIT leaves recovery to the next start.
  private static void quit(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !postmaster.isAlive());
  }

  @Override
  public void close() {
    process.close();
  }
}
