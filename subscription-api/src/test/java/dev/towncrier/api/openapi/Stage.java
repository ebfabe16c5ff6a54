package dev.towncrier.api.openapi;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.openapi.Description.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An application of its own for one operation, on which everything that the operation's path names
 * exists: made by the operation that makes such things, from its own example.
 */
final class Stage {
  private static final String ID = "id";

  private final RunningApi api;
  private final Description description;
  private final Operation operation;
  private final String application;
  private final Map<String, String> values = new HashMap<>();
  private String token = "";

  Stage(RunningApi api, Description description, Operation operation) {
    this.api = api;
    this.description = description;
    this.operation = operation;
    application = operation.isUnderAnApplication() ? api.newApplication().id() : "";
    operation.names().forEach(this::make);
  }

  String application() {
    return application;
  }

  /** What the operation's path names in one place. */
  String value(String name) {
    return values.get(name);
  }

  /** The operation's path, to what is there. */
  String path() {
    return path(Map.of());
  }

  /** The same with other values in some places, as they are written. */
  String path(Map<String, String> others) {
    return path(operation.template(), others);
  }

  /** The bearer token that opens the operation; empty where none is asked for. */
  String token() {
    if (operation.takes(Description.KEY)) {
      return RunningApi.ADMIN_KEY;
    }
    return operation.takes(Description.TOKEN) ? token : "";
  }

  /** Sends it; an empty token is none. */
  Answer call(String path, String bearer, String contentType, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (body != null) {
      headers.put("Content-Type", contentType);
    }
    if (!bearer.isEmpty()) {
      headers.put("Authorization", "Bearer " + bearer);
    }
    return api.call(operation.method(), path, body, headers);
  }

  private void make(String name) {
    String above =
        operation.template().substring(0, operation.template().indexOf("/{" + name + "}"));
    JsonNode made =
        description.find("POST", above).flatMap(this::madeBy).orElseGet(() -> firstOf(above));
    values.put(name, made.get(ID).stringValue());
    token = made.path("token").stringValue(token);
  }

  private Optional<JsonNode> madeBy(Operation maker) {
    Answer answer =
        api.callAs(
            RunningApi.ADMIN_KEY, "POST", path(maker.template(), Map.of()), maker.jsonExample());
    if (answer.status() / 100 != 2) {
      throw new AssertionError(maker + " refuses its own example: " + answer.body());
    }
    return Optional.of(answer.json()).filter(made -> made.has(ID));
  }

  private JsonNode firstOf(String list) {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", path(list, Map.of()), null)
        .json()
        .valueStream()
        .filter(JsonNode::isArray)
        .flatMap(JsonNode::valueStream)
        .findFirst()
        .orElseThrow(() -> new AssertionError(list + " has nothing for " + operation));
  }

  private String path(String template, Map<String, String> others) {
    String path = template;
    Map<String, String> all = new HashMap<>(values);
    all.put(Description.APPLICATION, application);
    all.putAll(others);
    for (var value : all.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    return path;
  }
}
