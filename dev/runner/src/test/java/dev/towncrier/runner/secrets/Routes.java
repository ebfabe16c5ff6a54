package dev.towncrier.runner.secrets;

import dev.towncrier.runner.secrets.Subscribing.Subscriber;
import dev.towncrier.runner.secrets.Up.Answer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every route of the API's own description, asked by anybody, right and wrong. */
final class Routes {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Up up;
  private final Observed observed;
  private final Subscriber subscriber;
  private final List<String> bearers = new ArrayList<>();

  Routes(Up up, Observed observed, Subscriber subscriber) {
    this.up = up;
    this.observed = observed;
    this.subscriber = subscriber;
    bearers.addAll(List.of(Up.ADMIN_KEY, subscriber.token(), ""));
    for (String scope : List.of("publish", "read", "manage")) {
      Answer made =
          up.called(
              201,
              "POST",
              Up.DEMO + "api-keys",
              Up.ADMIN_KEY,
              "{\"name\": \"Shop\", \"scopes\": [\"" + scope + "\"]}");
      bearers.add(observed.answered(made).json().get("key").stringValue());
    }
    for (String right : List.of(Up.ADMIN_KEY, subscriber.token(), bearers.getLast())) {
      String wrong = right.substring(0, right.length() - 1) + "~"; // and still nobody else's affair
      observed.secret(Kind.TOKEN, wrong);
      bearers.add(wrong);
    }
  }

  /** What callers show, right and wrong. */
  List<String> bearers() {
    return bearers.stream().filter(bearer -> !bearer.isEmpty()).toList();
  }

  /** Asks them all; those that remove come last. */
  void drive(Person person) throws GeneralSecurityException {
    JsonNode paths = up.call("GET", "/v3/api-docs", "", "", null).json().get("paths");
    ObjectNode visitors = JSON.createObjectNode();
    visitors.set("subscription", subscriber.push());
    visitors.put("userToken", person.forgedToken()).put("user", Person.USER);
    // An event is passed on as it came, so that it is published without what is no event's.
    ObjectNode events = JSON.createObjectNode();
    ObjectNode audience = events.putObject("audience");
    audience.putArray("users").add(Person.USER);
    audience.putArray("subscriptions").add(Person.USER);
    for (boolean removing : new boolean[] {false, true}) {
      for (var path : paths.properties()) {
        boolean isOfEvents = path.getKey().matches(".*/(notifications|audience-count|test)");
        for (var operation : path.getValue().properties()) {
          boolean isStream = operation.getValue().toString().contains("text/event-stream");
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          if (method.equals("DELETE") == removing && !isStream) {
            drive(method, path.getKey(), operation.getValue(), isOfEvents ? events : visitors);
          }
        }
      }
    }
  }

  private void drive(String method, String path, JsonNode operation, ObjectNode laden) {
    String below = path.replace("{application}", "demo");
    List<String> ids =
        below.contains("{") ? List.of(subscriber.id(), "n1", subscriber.token()) : List.of("");
    for (String id : ids) {
      String at = below.replaceAll("\\{[^}]+}", id);
      var contents = operation.at("/requestBody/content").properties();
      if (contents.isEmpty()) {
        bearers.forEach(bearer -> ask(method, at, bearer, "", null));
      }
      for (var content : contents) {
        JsonNode example = content.getValue().path("example");
        String right = example.isString() ? example.stringValue() : example.toString();
        bearers.forEach(bearer -> ask(method, at, bearer, content.getKey(), right));
        if (id.equals(ids.getFirst())) {
          ObjectNode whole =
              example instanceof ObjectNode object ? object.deepCopy() : JSON.createObjectNode();
          whole.setAll(laden);
          for (String body : Laden.bodies(whole, observed.texts())) {
            ask(method, at, bearers.get(body.length() % 2), content.getKey(), body);
          }
        }
      }
    }
  }

  private void ask(String method, String at, String bearer, String type, String body) {
    observed.answered(up.call(method, at, bearer, type, body));
  }
}
