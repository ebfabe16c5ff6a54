package dev.towncrier.store;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, brought up to date by migrations. */
public final class Schema {
  static final String LOCATION = "classpath:db/migration";

  /**
   * The lock that keeps processes apart is one of the session: an index that is built concurrently
   * waits for every transaction to end, and so would wait for ever for a lock of a transaction's.
   */
  private static final Map<String, String> SETTINGS =
      Map.of("flyway.postgresql.transactional.lock", "false");

  private Schema() {}

  /**
   * Applies the migrations that the database has not seen yet. Safe when several processes start at
   * once.
   */
  public static void migrate(DataSource dataSource) {
    flyway(dataSource).migrate();
  }

  /**
   * The migrations of this version that the database has not seen yet, such as {@code V2
   * notifications}, in their order. Changes nothing.
   */
  public static List<String> pending(DataSource dataSource) {
    return Arrays.stream(flyway(dataSource).info().pending())
        .map(migration -> "V" + migration.getVersion() + " " + migration.getDescription())
        .toList();
  }

  private static Flyway flyway(DataSource dataSource) {
    return configuration(dataSource).load();
  }

  static FluentConfiguration configuration(DataSource dataSource) {
    return Flyway.configure().dataSource(dataSource).locations(LOCATION).configuration(SETTINGS);
  }
}
