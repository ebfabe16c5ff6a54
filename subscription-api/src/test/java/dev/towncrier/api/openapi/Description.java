package dev.towncrier.api.openapi;

import dev.towncrier.api.RunningApi;
import dev.towncrier.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The API as its own OpenAPI document has it. */
final class Description {
  static final String PATH = "/v3/api-docs";
  static final String TOKEN = "subscriptionToken";
  static final String KEY = "apiKey";
  static final String APPLICATION = "application";

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** One method of one path. */
  record Operation(String method, String template, JsonNode node) {
    /** Whether it asks for this kind of credentials. */
    boolean takes(String scheme) {
      return node.path("security").valueStream().anyMatch(one -> one.has(scheme));
    }

    boolean isOpen() {
      return !takes(KEY) && !takes(TOKEN);
    }

    /** Whether an API key of that scope opens it, by its own words. */
    boolean opensTo(String scope) {
      return takes(KEY) && node.path("description").stringValue("").contains("the scope " + scope);
    }

    boolean onlyReads() {
      return method.equals("GET");
    }

    /** Whether its answer goes on until the caller leaves. */
    boolean hasNoEnd() {
      return node.at("/responses/200/content").has("text/event-stream");
    }

    boolean isUnderAnApplication() {
      return template.contains("{" + APPLICATION + "}");
    }

    /** The names in the path's braces, but for the application's, in their order. */
    List<String> names() {
      return Pattern.compile("\\{([^}]+)}")
          .matcher(template)
          .results()
          .map(found -> found.group(1))
          .filter(name -> !name.equals(APPLICATION))
          .toList();
    }

    /** Each content type that a body may have, with its example as it is sent. */
    Map<String, String> examples() {
      Map<String, String> examples = new TreeMap<>();
      for (var content : node.at("/requestBody/content").properties()) {
        JsonNode example = content.getValue().path("example");
        JsonNode first =
            example.isMissingNode()
                ? content
                    .getValue()
                    .path("examples")
                    .valueStream()
                    .findFirst()
                    .map(one -> one.path("value"))
                    .orElse(example)
                : example;
        if (!first.isMissingNode()) {
          examples.put(content.getKey(), first.isString() ? first.stringValue() : first.toString());
        }
      }
      return examples;
    }

    /** The example of a body in JSON; null where none is taken. */
    String jsonExample() {
      return examples().get("application/json");
    }

    boolean needsBody() {
      return node.at("/requestBody/required").booleanValue(false);
    }

    List<String> queryParameters() {
      return node.path("parameters")
          .valueStream()
          .filter(parameter -> parameter.path("in").stringValue("").equals("query"))
          .map(parameter -> parameter.get("name").stringValue())
          .toList();
    }

    /** The answer that is described for a status. */
    Optional<JsonNode> answer(int status) {
      return Optional.ofNullable(node.path("responses").get(Integer.toString(status)));
    }

    JsonNode problem() {
      return node.at("/responses/default/content/application~1problem+json/schema");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  private Description(JsonNode document) {
    this.document = document;
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  operation.getValue()));
        }
      }
    }
  }

  static Description of(RunningApi api) {
    return new Description(Json.MAPPER.readTree(api.get(PATH).body()));
  }

  JsonNode document() {
    return document;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  Optional<Operation> find(String method, String template) {
    return operations.stream()
        .filter(one -> one.method().equals(method) && one.template().equals(template))
        .findFirst();
  }

  /** The methods that a path has. */
  List<String> methods(String template) {
    return operations.stream()
        .filter(one -> one.template().equals(template))
        .map(Operation::method)
        .toList();
  }
}
