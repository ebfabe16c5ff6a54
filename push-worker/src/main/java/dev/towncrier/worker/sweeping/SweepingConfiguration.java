package dev.towncrier.worker.sweeping;

import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.Sweeper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SweepingSettings.class)
class SweepingConfiguration {

  @Bean
  HourlySweep hourlySweep(Sweeper sweeper, KeyRetirement keys, SweepingSettings settings) {
    return new HourlySweep(sweeper, keys, settings);
  }
}
