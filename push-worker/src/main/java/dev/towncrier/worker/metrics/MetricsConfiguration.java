package dev.towncrier.worker.metrics;

import dev.towncrier.worker.health.HealthPages;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All of a worker's meters are in the process's global registry, which others may show too. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsSettings.class)
class MetricsConfiguration {

  @Bean
  SmartInitializingSingleton meters(ObjectProvider<MeterBinder> binders) {
    return () -> binders.forEach(binder -> binder.bindTo(Metrics.globalRegistry));
  }

  @Bean
  @ConditionalOnProperty("towncrier.metrics.port")
  MetricsServer metricsServer(MetricsSettings settings, HealthPages health) {
    return MetricsServer.start(settings, health);
  }
}
