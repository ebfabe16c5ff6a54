package dev.towncrier.api;

import dev.towncrier.api.database.Migration;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The REST interface as a Spring Boot application, configured by {@code subscription-api.yaml}. */
@SpringBootApplication(proxyBeanMethods = false)
public class ApiApplication {
  private static final String MIGRATE = "migrate";

  /** The application before it runs; it shares a JVM with others by its own configuration name. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(ApiApplication.class)
        .properties("spring.config.name=subscription-api")
        .build();
  }

  /** Runs until stopped; with {@code migrate} as its only argument brings the tables up to date. */
  public static void main(String[] args) {
    if (List.of(args).equals(List.of(MIGRATE))) {
      Migration.run();
    } else {
      application().run(args);
    }
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
