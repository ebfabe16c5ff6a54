package dev.towncrier.runner.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the parts of an {@code up} are: all that a command in another process needs.
 *
 * @param allowedOrigins of push services, the simulator's included
 * @param trustedCertificates a PEM file
 * @param keyFile of key-encryption keys; empty if the environment holds them
 */
public record RunningSystem(
    int httpPort,
    int kafkaPort,
    int pushServicePort,
    String databaseUrl,
    String databaseUser,
    String databasePassword,
    String topicPrefix,
    List<String> allowedOrigins,
    Path trustedCertificates,
    Optional<Path> keyFile) {

  /** Returns what Kafka clients have in {@code bootstrap.servers}. */
  public String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** The same, for parts that are to read the keys there. */
  public RunningSystem withKeyFile(Optional<Path> other) {
    return new RunningSystem(
        httpPort,
        kafkaPort,
        pushServicePort,
        databaseUrl,
        databaseUser,
        databasePassword,
        topicPrefix,
        allowedOrigins,
        trustedCertificates,
        other);
  }

  static Optional<RunningSystem> read(Path file) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    var values = new Properties();
    try {
      values.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new RunningSystem(
              Integer.parseInt(value(values, "http.port")),
              Integer.parseInt(value(values, "kafka.port")),
              Integer.parseInt(value(values, "push-service.port")),
              value(values, "database.url"),
              value(values, "database.user"),
              value(values, "database.password"),
              value(values, "topic.prefix"),
              Arrays.asList(value(values, "push-service.allowed-origins").split(",", -1)),
              Path.of(value(values, "push-service.ca")),
              Optional.ofNullable(values.getProperty("key-encryption.file")).map(Path::of)));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          "Can't use " + file + " (" + e.getMessage() + "). Delete it and run `towncrier up`.", e);
    }
  }

  private static String value(Properties values, String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  void write(Path file) {
    var values = new Properties();
    values.setProperty("http.port", Integer.toString(httpPort));
    values.setProperty("kafka.port", Integer.toString(kafkaPort));
    values.setProperty("push-service.port", Integer.toString(pushServicePort));
    values.setProperty("database.url", databaseUrl);
    values.setProperty("database.user", databaseUser);
    values.setProperty("database.password", databasePassword);
    values.setProperty("topic.prefix", topicPrefix);
    values.setProperty("push-service.allowed-origins", String.join(",", allowedOrigins));
    values.setProperty("push-service.ca", trustedCertificates.toString());
    keyFile.ifPresent(path -> values.setProperty("key-encryption.file", path.toString()));
    var text = new StringWriter();
    try {
      values.store(text, "Where `towncrier up` runs; read by the other commands.");
      OwnerOnly.write(file, text.toString());
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "RunningSystem[http " + httpPort + ", Kafka " + kafkaPort + ", " + databaseUrl + "]";
  }
}
