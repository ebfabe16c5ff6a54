package dev.towncrier.store;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, brought up to date by migrations. */
public final class Schema {
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
    return Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load();
  }
}
