package dev.towncrier.store;

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

  /** Whether the database has seen every migration that this program knows. It may know more. */
  public static boolean isCurrent(DataSource dataSource) {
    return flyway(dataSource).info().pending().length == 0;
  }

  private static Flyway flyway(DataSource dataSource) {
    return Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load();
  }
}
