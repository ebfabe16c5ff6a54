package dev.towncrier.runner.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties of a part, as the compiler wrote them down from its {@code
 * ConfigurationProperties}: names, types, defaults, and the Javadoc of each.
 *
 * <p>Where a property has no default, the Javadoc may end in {@code ; null for ...}, which says
 * what counts then.
 */
final class ConfigurationReference {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
  private static final Pattern ABSENT = Pattern.compile("(.*?)[;,]? ?null for (.*)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+):(.*)}");

  private static final Map<String, String> TYPES =
      Map.of(
          "java.lang.Boolean", "true or false",
          "java.lang.Double", "number",
          "java.lang.Integer", "number",
          "java.lang.Long", "number",
          "java.lang.String", "text",
          "java.nio.file.Path", "file",
          "java.time.Duration", "duration",
          "java.util.List<java.lang.String>", "list",
          "dev.towncrier.crypto.backend.BackendPreference", "word");

  private final String sources;
  private final Map<String, Object> ownDefaults;

  /**
   * That of one part.
   *
   * @param part the package below ours that its settings are in, such as {@code worker}
   * @param yaml the file in it that sets some of them, or an empty one
   */
  ConfigurationReference(String part, String yaml) {
    this.sources = "dev.towncrier." + part + ".";
    this.ownDefaults = yaml.isEmpty() ? Map.of() : defaults(yaml);
  }

  /** The names of all. */
  List<String> names() {
    return properties().stream().map(property -> property.get("name").stringValue()).toList();
  }

  /** A table in Markdown, in the order of names. */
  String table() {
    var table = new StringBuilder("| Property | Type | Default | |\n|---|---|---|---|\n");
    for (JsonNode property : properties()) {
      table.append(row(property));
    }
    return table.toString();
  }

  private String row(JsonNode property) {
    String name = property.get("name").stringValue();
    String type = property.get("type").stringValue();
    String description =
        CODE.matcher(property.path("description").asString("")).replaceAll("`$1`").strip();
    if (description.isEmpty() || !TYPES.containsKey(type)) {
      throw new IllegalStateException(name + " has no description, or a type without a word");
    }
    String absent = "none";
    Matcher matcher = ABSENT.matcher(description);
    if (matcher.matches()) {
      description = matcher.group(1);
      absent = matcher.group(2);
    }
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            name, TYPES.get(type), value(name, property.get("defaultValue"), absent), description);
  }

  private String value(String name, JsonNode value, String absent) {
    Object own = ownDefaults.get(name);
    if (own != null) {
      return PLACEHOLDER.matcher(own.toString()).replaceFirst("`$1`, or `$2`");
    }
    if (value == null) {
      return absent;
    }
    return value.isIntegralNumber()
        ? String.format(Locale.ROOT, "%,d", value.asLong())
        : "`" + value.asString() + "`";
  }

  private List<JsonNode> properties() {
    List<JsonNode> properties = new ArrayList<>();
    try {
      for (URL file : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
        try (InputStream stream = file.openStream()) {
          JsonMapper.shared()
              .readTree(stream)
              .get("properties")
              .valueStream()
              .filter(property -> property.path("sourceType").asString("").startsWith(sources))
              .forEach(properties::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.sort(Comparator.comparing(property -> property.get("name").stringValue()));
    return properties;
  }

  private static Map<String, Object> defaults(String yaml) {
    try {
      Map<String, Object> defaults = new HashMap<>();
      for (var source : new YamlPropertySourceLoader().load(yaml, new ClassPathResource(yaml))) {
        ((Map<?, ?>) source.getSource())
            .forEach((name, value) -> defaults.put(name.toString(), value));
      }
      return defaults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
