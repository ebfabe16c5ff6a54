package dev.towncrier.runner.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}. */
final class ComposeFile {
  private final Map<String, Map<String, Object>> services;

  ComposeFile() {
    Map<String, Map<String, Map<String, Object>>> file =
        new Yaml().load(Repository.text("docker-compose.yml"));
    services = file.get("services");
  }

  Set<String> services() {
    return services.keySet();
  }

  /** A member of a service; null if it has none. */
  Object get(String service, String member) {
    return services.get(service).get(member);
  }

  /** The environment of a service, with what {@code .env} would put in left empty. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (get(service, "environment") instanceof Map<?, ?> given) {
      given.forEach((name, value) ->
          environment.put(name.toString(), value.toString().replaceAll("\\$\\{[^}]*}", "")));
    }
    return environment;
  }

  /** The names under which a service finds its secrets, by those that the file gives them. */
  Map<String, String> secrets(String service) {
    Map<String, String> secrets = new LinkedHashMap<>();
    if (get(service, "secrets") instanceof List<?> given) {
      for (Object secret : given) {
        if (secret instanceof Map<?, ?> named) {
          secrets.put(named.get("source").toString(), named.get("target").toString());
        } else {
          secrets.put(secret.toString(), secret.toString());
        }
      }
    }
    return secrets;
  }
}
