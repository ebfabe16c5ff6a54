package dev.towncrier.api.database;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.Resealing;
import dev.towncrier.store.Schema;
import dev.towncrier.store.StoreConfiguration;
import dev.towncrier.store.health.StoreHealthConfiguration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
@Import({StoreConfiguration.class, StoreHealthConfiguration.class})
class DatabaseConfiguration {

  /** Runs while beans are made, which is before the server takes its first request. */
  @Bean
  InitializingBean migration(DatabaseSettings settings, DataSource dataSource) {
    return () -> {
      if (settings.migrate()) {
        Schema.migrate(dataSource);
      }
    };
  }

  @Bean
  BackgroundResealing backgroundResealing(Resealing resealing, Sealer sealer, InstantSource clock) {
    return new BackgroundResealing(resealing, sealer.keys().current().id(), clock);
  }
}
