package dev.towncrier.store.health;

import dev.towncrier.store.Schema;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up once the tables are as this program needs them; migrations are never taken back. */
final class SchemaHealth extends AbstractHealthIndicator {
  private final DataSource dataSource;
  private volatile boolean current;

  SchemaHealth(DataSource dataSource) {
    super("Can't tell which migrations the database has seen");
    this.dataSource = dataSource;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    if (current || Schema.pending(dataSource).isEmpty()) {
      current = true;
      health.up();
    } else {
      health.down();
    }
  }
}
