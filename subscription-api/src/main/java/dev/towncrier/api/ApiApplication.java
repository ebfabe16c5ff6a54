package dev.towncrier.api;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The REST interface as a Spring Boot application, configured by {@code subscription-api.yaml}. */
@SpringBootApplication(proxyBeanMethods = false)
public class ApiApplication {

  /** The application before it runs; it shares a JVM with others by its own configuration name. */
  public static SpringApplication application() {
    return new SpringApplicationBuilder(ApiApplication.class)
        .properties("spring.config.name=subscription-api")
        .build();
  }

  /** Runs until stopped. */
  public static void main(String[] args) {
    application().run(args);
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
