package dev.towncrier.benchmarks.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.GeneratedSubscriptions;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.PostgresServer;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A durable Postgres with a database for each contestant, which all hold the same. */
final class Databases {
  /** The one application of each. */
  static final String APPLICATION = "shop";

  private final KeyEncryptionKey key = KeyEncryptionKey.random();
  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(key));
  private final Cleanup cleanup;
  private final int subscriptions;
  private final Consumer<String> progress;
  private final PostgresServer server;
  private final PostgresCpu cpu;

  /**
   * Starts the server.
   *
   * @param folder for its data
   * @param subscriptions that each database holds from the beginning
   * @param progress is told what happens, a line at a time
   */
  Databases(Path folder, int subscriptions, Cleanup cleanup, Consumer<String> progress) {
    this.cleanup = cleanup;
    this.subscriptions = subscriptions;
    this.progress = progress;
    progress.accept("starting Postgres");
    Path home = folder.resolve("postgres");
    server = cleanup.add(PostgresServer.persistent(home, 0));
    cpu = PostgresCpu.of(home.resolve("data"));
  }

  /**
   * A contestant's.
   *
   * @param application the one that is in it
   */
  record Own(String name, Database database, Application application) {}

  Own own(String name) {
    progress.accept("generating %,d subscriptions for %s".formatted(subscriptions, name));
    Database database = server.database(name);
    try (HikariDataSource dataSource = new HikariDataSource()) {
      dataSource.setJdbcUrl(database.jdbcUrl());
      dataSource.setUsername(database.user());
      dataSource.setPassword(database.password());
      dataSource.setMaximumPoolSize(2);
      Schema.migrate(dataSource);
      return new Own(name, database, filled(dataSource));
    }
  }

  private Application filled(DataSource dataSource) {
    Applications applications = new Applications(dataSource, sealer);
    applications.create(
        new NewApplication(
            APPLICATION,
            "Shop",
            List.of("https://shop.example"),
            List.of(new Application.Topic("news", "News"), new Application.Topic("sport", "Sport")),
            new VapidSubject("mailto:push@shop.example"),
            "https://shop.example/"),
        P256.bouncyCastle().generateKeyPair());
    Application application = applications.find(APPLICATION).orElseThrow();
    var _ = GeneratedSubscriptions.store(dataSource, application, subscriptions, key.id().value());
    return application;
  }

  /** Waits until nobody is connected to it, and so all that was done there is in the statistics. */
  void awaitLeft(Own own, Duration limit) throws InterruptedException {
    String connections =
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and backend_type = 'client backend' and pid <> pg_backend_pid()";
    if (!Patience.await(limit, () -> {}, () -> number(own, connections) == 0)) {
      throw new IllegalStateException("Somebody is still connected to " + own.name());
    }
  }

  /** How often the tables of a visitor's requests were searched, by index or without, so far. */
  long searches(Own own) {
    return number(
        own,
        "select sum(seq_scan + coalesce(idx_scan, 0))::bigint from pg_stat_user_tables"
            + " where relname in ('application', 'topic', 'vapid_key', 'subscription')");
  }

  private static long number(Own own, String query) {
    try (Connection connection = own.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres can't be asked", e);
    }
  }

  /** What the API's secrets are sealed under. */
  KeyEncryptionKey key() {
    return key;
  }

  int port() {
    return server.port();
  }

  /** What the server uses. */
  PostgresCpu cpu() {
    return cpu;
  }

  /** Where what was started is closed at the end. */
  Cleanup cleanup() {
    return cleanup;
  }
}
