package dev.towncrier.worker.sweeping;

import dev.towncrier.store.Sweeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SweepingConfiguration {

  @Bean
  HourlySweep hourlySweep(Sweeper sweeper) {
    return new HourlySweep(sweeper);
  }
}
