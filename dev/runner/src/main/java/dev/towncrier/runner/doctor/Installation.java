package dev.towncrier.runner.doctor;

import dev.towncrier.contract.Topics;
import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.store.keyencryption.KeyEncryptionConfiguration;
import dev.towncrier.worker.kafka.TopicSettings;
import dev.towncrier.worker.pushservice.PushServiceSettings;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What an installation is told, read as its worker reads it. */
final class Installation {
  private final StandardEnvironment environment;
  private final Optional<URI> api;

  private Installation(StandardEnvironment environment, Optional<URI> api) {
    this.environment = environment;
    this.api = api;
  }

  /**
   * Reads the environment and the worker's own defaults.
   *
   * @param properties what counts before both
   * @param api where its REST interface is, if that is known
   */
  static Installation of(Map<String, String> properties, Optional<URI> api) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("given", Map.copyOf(properties)));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("name", Map.of("spring.config.name", "push-worker")));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return new Installation(environment, api);
  }

  Optional<URI> api() {
    return api;
  }

  String databaseUrl() {
    return environment.getRequiredProperty("spring.datasource.url");
  }

  String databaseUser() {
    return environment.getProperty("spring.datasource.username", "");
  }

  String databasePassword() {
    return environment.getProperty("spring.datasource.password", "");
  }

  /** What a client that asks about topics has. */
  Map<String, Object> kafkaAdmin() {
    return kafka().buildAdminProperties();
  }

  /** What clients have in {@code bootstrap.servers}. */
  String brokers() {
    return String.join(",", kafka().getBootstrapServers());
  }

  private KafkaProperties kafka() {
    return Binder.get(environment).bindOrCreate("spring.kafka", KafkaProperties.class);
  }

  /** The topics that there should be. */
  List<PlannedTopic> topics(Collection<String> applications) {
    var settings = Binder.get(environment).bindOrCreate("towncrier", TopicSettings.class);
    var topics = new Topics(environment.getProperty("towncrier.topic-prefix", "push"));
    return PlannedTopic.all(
        topics, applications, settings.shape(), settings.topicRetention().value());
  }

  /**
   * The key-encryption keys.
   *
   * @throws dev.towncrier.store.keyencryption.NoKeyEncryptionKeys if there are none
   */
  KeyEncryptionKeys keys() {
    return KeyEncryptionConfiguration.keys(environment);
  }

  PushServiceSettings pushServices() {
    return Binder.get(environment)
        .bindOrCreate("towncrier.push-service", PushServiceSettings.class);
  }
}
