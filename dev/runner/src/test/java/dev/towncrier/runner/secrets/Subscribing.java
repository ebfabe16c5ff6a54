package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.runner.secrets.Up.Answer;
import dev.towncrier.simulator.script.Meaning;
import dev.towncrier.simulator.script.Preset;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Visitors of the demo application, for each of whom a push service answers something else. */
final class Subscribing {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int[] ECHOING = {400, 403, 413, 418, 503};

  /** A subscription: what we know it by, and what its browser and its push service know. */
  record Subscriber(String id, String token, JsonNode push) {
    String pushToken() {
      String endpoint = push.get("endpoint").stringValue();
      return endpoint.substring(endpoint.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
    }
  }

  private final Up up;
  private final Observed observed;

  Subscribing(Up up, Observed observed) {
    this.up = up;
    this.observed = observed;
  }

  /** One for every answer that push services are known to give, and for some that repeat it. */
  List<Subscriber> forEveryAnswer() {
    List<Subscriber> subscribers = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      Subscriber subscriber = subscribe(preset.service(), "");
      String times = preset.meaning() == Meaning.LATER ? ", \"times\": 1" : "";
      tell(subscriber, "{\"preset\": \"" + preset.word() + "\"" + times + "}");
      subscribers.add(subscriber);
    }
    for (String fault : List.of("cancel-stream", "fail-stream", "go-away", "refuse-stream")) {
      Subscriber subscriber = subscribe(Preset.Service.ANY, "");
      tell(subscriber, "{\"fault\": \"" + fault + "\", \"times\": 1}");
      subscribers.add(subscriber);
    }
    for (Preset.Service service : Preset.Service.values()) {
      for (int status : ECHOING) {
        String secret = "BQYAAAB%2f" + "q7".repeat(12) + service;
        Subscriber subscriber = subscribe(service, "?token=" + secret);
        observed.secret(Kind.ENDPOINT, secret);
        tell(subscriber, echo(status, subscriber.push()));
        subscribers.add(subscriber);
      }
    }
    return subscribers;
  }

  /** A browser's subscription at a push service, which only that and the browser know. */
  ObjectNode push(Preset.Service service, String query) {
    String key =
        up.call("GET", Up.DEMO + "config", "", "", null)
            .json()
            .get("applicationServerKey")
            .stringValue();
    ObjectNode push =
        (ObjectNode)
            up.tellPushServices(
                    "POST",
                    "/subscriptions",
                    JSON.createObjectNode()
                        .put("applicationServerKey", key)
                        .put("host", service.host())
                        .toString())
                .get(0);
    String endpoint = push.get("endpoint").stringValue();
    push.put("endpoint", endpoint + query);
    observed.secret(Kind.ENDPOINT, endpoint + query);
    observed.secret(Kind.ENDPOINT, endpoint.substring(endpoint.lastIndexOf('/') + 1));
    observed.secret(Kind.BROWSER_KEY, push.at("/keys/p256dh").stringValue());
    observed.secret(Kind.BROWSER_KEY, push.at("/keys/auth").stringValue());
    return push;
  }

  private Subscriber subscribe(Preset.Service service, String query) {
    ObjectNode body = JSON.createObjectNode();
    body.set("subscription", push(service, query));
    body.putArray("topics").add("news");
    Answer answer =
        observed.answered(
            up.call("POST", Up.DEMO + "subscriptions", "", "application/json", body.toString()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return new Subscriber(
        answer.json().get("id").stringValue(),
        answer.json().get("token").stringValue(),
        body.get("subscription"));
  }

  /** An answer that repeats the endpoint, whole and in parts, as it is and encoded. */
  private static String echo(int status, JsonNode push) {
    String endpoint = push.get("endpoint").stringValue();
    String path = endpoint.substring(endpoint.indexOf("/push/"));
    String encoded = URLEncoder.encode(path, UTF_8);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("status", status).put("body", "No: " + endpoint + " " + path + " " + encoded);
    answer.putObject("headers").put("X-WNS-Error-Description", path).put("MS-CV", endpoint);
    if (status == 503) {
      answer.put("times", 1);
    }
    return answer.toString();
  }

  private void tell(Subscriber subscriber, String answer) {
    up.tellPushServices(
        "PUT", "/script/" + subscriber.pushToken(), "{\"answers\": [" + answer + "]}");
  }
}
