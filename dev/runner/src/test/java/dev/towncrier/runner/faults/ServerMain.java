package dev.towncrier.runner.faults;

import dev.towncrier.infrastructure.KafkaBroker;
import dev.towncrier.infrastructure.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a broker or a Postgres in a process of its own, until that is ended. */
final class ServerMain {
  static final String KAFKA = "kafka";
  static final String POSTGRES = "postgres";
  static final String READY = "server ready";
  static final String DATABASE = "towncrier";

  private ServerMain() {}

  /** Takes what to run, its folder and its port. */
  public static void main(String[] arguments) throws InterruptedException {
    AutoCloseable server =
        start(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    System.out.println(READY);
    new CountDownLatch(1).await();
  }

  private static AutoCloseable start(String what, Path folder, int port) {
    return switch (what) {
      case KAFKA -> KafkaBroker.persistent(folder, port);
      case POSTGRES -> {
        PostgresServer server = PostgresServer.persistent(folder, port);
        server.database(DATABASE);
        yield server;
      }
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static void stop(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
