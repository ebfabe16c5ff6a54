package dev.towncrier.infrastructure;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts both servers on a folder, says so, and waits to be killed. */
final class HeldServers {

  private HeldServers() {}

  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    var postgres = PostgresServer.persistent(folder.resolve("postgres"), 0);
    var kafka = KafkaBroker.persistent(folder.resolve("kafka"), Integer.parseInt(args[1]));
    System.out.println(postgres.database("held").jdbcUrl());
    System.out.println(kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
