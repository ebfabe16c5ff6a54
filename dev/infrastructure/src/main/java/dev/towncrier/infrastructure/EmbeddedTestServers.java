package dev.towncrier.infrastructure;

import org.jspecify.annotations.Nullable;

/** Servers run from the class path. */
final class EmbeddedTestServers implements TestServers {

  private @Nullable PostgresServer postgres;
  private @Nullable KafkaBroker kafka;

  @Override
  public synchronized Database createDatabase(String name) {
    if (postgres == null) {
      postgres = PostgresServer.temporary();
    }
    return postgres.database(name);
  }

  @Override
  public synchronized String kafka() {
    if (kafka == null) {
      kafka = KafkaBroker.temporary();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
    }
    return kafka.bootstrapServers();
  }
}
