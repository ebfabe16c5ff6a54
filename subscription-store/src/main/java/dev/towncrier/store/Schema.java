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
    Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
  }
}
