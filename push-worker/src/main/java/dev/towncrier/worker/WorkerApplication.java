package dev.towncrier.worker;

import dev.towncrier.store.StoreConfiguration;
import dev.towncrier.store.health.StoreHealthConfiguration;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The worker: fans notifications out and delivers them. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({StoreConfiguration.class, StoreHealthConfiguration.class})
public class WorkerApplication {

  /** A worker to be configured and run; settings are read from {@code push-worker.yaml}. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.config.name=push-worker");
  }

  /** Runs one worker until it is stopped. */
  public static void main(String[] args) {
    builder().run(args);
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
