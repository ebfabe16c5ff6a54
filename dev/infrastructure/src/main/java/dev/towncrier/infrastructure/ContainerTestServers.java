package dev.towncrier.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers, which Testcontainers removes when the JVM has gone. */
final class ContainerTestServers implements TestServers {

  private static final String POSTGRES_IMAGE = "postgres:18";
  private static final String KAFKA_IMAGE = "apache/kafka:4.2.2";

  private @Nullable PostgreSQLContainer postgres;
  private @Nullable KafkaContainer kafka;

  @Override
  public synchronized Database createDatabase(String name) {
    if (postgres == null) {
      postgres = new PostgreSQLContainer(POSTGRES_IMAGE);
      postgres.start();
    }
    Database own =
        new Database(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    try (Connection connection = own.dataSource().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("can't create the database " + name, e);
    }
    String url =
        "jdbc:postgresql://"
            + postgres.getHost()
            + ":"
            + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
            + "/"
            + name;
    return new Database(url, own.user(), own.password());
  }

  @Override
  public synchronized String kafka() {
    if (kafka == null) {
      kafka =
          new KafkaContainer(KAFKA_IMAGE)
              .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
              .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
              .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000");
      kafka.start();
    }
    return kafka.getBootstrapServers();
  }
}
