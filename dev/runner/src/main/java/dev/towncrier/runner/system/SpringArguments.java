package dev.towncrier.runner.system;

import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.RunningSystem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the API and the workers are told: the only place that knows their property names. */
public final class SpringArguments {

  private SpringArguments() {}

  static Map<String, String> api(
      RunningSystem system, AdminKey adminKey, int rateLimit, int applicationRateLimit) {
    Map<String, String> properties = common(system);
    properties.put("server.address", "127.0.0.1");
    properties.put("server.port", Integer.toString(system.httpPort()));
    properties.put("towncrier.admin-key", adminKey.reveal());
    properties.put("towncrier.rate-limit", Integer.toString(rateLimit));
    properties.put("towncrier.application-rate-limit", Integer.toString(applicationRateLimit));
    properties.put("towncrier.connection-limit", "0"); // all come from loopback
    return properties;
  }

  /** Those of a worker with that id. */
  public static Map<String, String> worker(RunningSystem system, String workerId) {
    Map<String, String> properties = common(system);
    properties.put("towncrier.worker-id", workerId);
    return properties;
  }

  private static Map<String, String> common(RunningSystem system) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("spring.datasource.url", system.databaseUrl());
    properties.put("spring.datasource.username", system.databaseUser());
    properties.put("spring.datasource.password", system.databasePassword());
    properties.put("spring.kafka.bootstrap-servers", system.kafka());
    properties.put("towncrier.topic-prefix", system.topicPrefix());
    properties.put(
        "towncrier.push-service.allowed-origins", String.join(",", system.allowedOrigins()));
    properties.put("towncrier.push-service.ca", system.trustedCertificates().toString());
    system
        .keyFile()
        .ifPresent(file -> properties.put("towncrier.key-encryption.file", file.toString()));
    return properties;
  }
}
