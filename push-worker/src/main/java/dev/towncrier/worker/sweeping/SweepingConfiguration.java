package dev.towncrier.worker.sweeping;

import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.Retirement;
import dev.towncrier.store.Sweeper;
import dev.towncrier.worker.kafka.WorkerSettings;
import io.micrometer.core.instrument.Metrics;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SweepingSettings.class)
class SweepingConfiguration {

  @Bean
  HourlySweep hourlySweep(
      Sweeper sweeper,
      KeyRetirement keys,
      Retirement retirement,
      SweepingSettings settings,
      WorkerSettings worker) {
    LifecycleMetrics metrics = new LifecycleMetrics(Metrics.globalRegistry, worker.workerId());
    return new HourlySweep(sweeper, keys, retirement, settings, metrics);
  }
}
