package dev.towncrier.store.health;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.KeysInUse;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What health pages name {@code schema} and {@code keys}. */
@Configuration(proxyBeanMethods = false)
public class StoreHealthConfiguration {

  @Bean
  HealthIndicator schema(DataSource dataSource) {
    return new SchemaHealth(dataSource);
  }

  @Bean
  HealthIndicator keys(DataSource dataSource, Sealer sealer) {
    return new KeysHealth(new KeysInUse(dataSource), sealer);
  }
}
