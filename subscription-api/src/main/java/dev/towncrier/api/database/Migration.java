package dev.towncrier.api.database;

import dev.towncrier.store.Schema;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** Brings the tables up to date and ends: a step before new versions start. Needs Postgres only. */
public final class Migration {
  private static final Logger log = LoggerFactory.getLogger(Migration.class);

  private Migration() {}

  /** Throws what keeps it from migrating, so that the process ends with status 1. */
  public static void run() {
    try (var context =
        new SpringApplicationBuilder(DataSourceAutoConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=subscription-api")
            .run()) {
      Schema.migrate(context.getBean(DataSource.class));
      log.info("The tables are up to date");
    }
  }
}
