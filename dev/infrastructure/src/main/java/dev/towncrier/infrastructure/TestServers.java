package dev.towncrier.infrastructure;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** A back end of {@link TestInfrastructure}: starts each server at first use. */
sealed interface TestServers permits EmbeddedTestServers, ContainerTestServers {

  Database createDatabase(String name);

  String kafka();

  /** Picks the back end: the one named, or what this machine can do. */
  static TestServers choose(@Nullable String name) {
    return switch (name) {
      case "containers" -> new ContainerTestServers();
      case "embedded" -> new EmbeddedTestServers();
      case null ->
          DockerClientFactory.instance().isDockerAvailable()
              ? new ContainerTestServers()
              : new EmbeddedTestServers();
      default ->
          throw new IllegalArgumentException(
              "towncrier.infra is neither containers nor embedded: " + name);
    };
  }
}
