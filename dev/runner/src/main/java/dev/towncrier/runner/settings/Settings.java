package dev.towncrier.runner.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment asks for.
 *
 * @param httpPort of the API and the demo site, 0 to 65,535; 0 for any, as with the other ports
 * @param postgresPort 0 for the one that it had last time, or any
 * @param keySource where the key-encryption keys come from
 * @param adminKey empty for the one in the data folder
 * @param workers inside this process, from 0
 * @param rateLimit requests a minute and address, 0 for no limit
 * @param applicationRateLimit requests a minute of one application's visitors, 0 for no limit
 * @param allowedOrigins further push services
 * @param pushServiceCa a PEM file of further certificates to trust
 */
public record Settings(
    int httpPort,
    int kafkaPort,
    int pushServicePort,
    int postgresPort,
    DataFolder dataFolder,
    KeySource keySource,
    Optional<AdminKey> adminKey,
    String topicPrefix,
    int workers,
    int rateLimit,
    int applicationRateLimit,
    List<String> allowedOrigins,
    Optional<Path> pushServiceCa) {

  /**
   * Reads the {@code TOWNCRIER_} variables; an empty one counts as unset.
   *
   * @throws CommandFailure if one has no meaning
   */
  public static Settings from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var folder = new DataFolder(Path.of(variables.text("TOWNCRIER_DATA_DIR").orElse(".towncrier")));
    return new Settings(
        variables.port(PortVariable.HTTP),
        variables.port(PortVariable.KAFKA),
        variables.port(PortVariable.PUSH_SERVICE),
        variables.port(PortVariable.POSTGRES),
        folder,
        KeySource.from(variables, folder),
        variables.text("TOWNCRIER_ADMIN_KEY").map(AdminKey::new),
        variables.text("TOWNCRIER_TOPIC_PREFIX").orElse("push"),
        variables.number("TOWNCRIER_WORKERS", 0, 64, 1),
        variables.number("TOWNCRIER_RATE_LIMIT", 0, Integer.MAX_VALUE, 0),
        variables.number("TOWNCRIER_APPLICATION_RATE_LIMIT", 0, Integer.MAX_VALUE, 0),
        variables.list("TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS"),
        variables.text("TOWNCRIER_PUSH_SERVICE_CA").map(Path::of));
  }
}
