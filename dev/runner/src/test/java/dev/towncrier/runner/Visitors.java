package dev.towncrier.runner;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Visitors of an application, who subscribe over REST. */
public final class Visitors {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A subscription: its id with us and its token at the push service. */
  public record Subscriber(String id, String accessToken, String pushToken) {}

  private final JsonClient http = new JsonClient();
  private final URI application;

  /**
   * Those of the demo application.
   *
   * @param api where the API answers
   */
  public Visitors(URI api) {
    this(api, "demo");
  }

  /** Those of that application. */
  public Visitors(URI api, String application) {
    this.application = api.resolve("/v1/applications/" + application + "/");
  }

  /** The key that new subscriptions are made with. */
  public String applicationServerKey() {
    return http.get(application.resolve("config")).get("applicationServerKey").stringValue();
  }

  /**
   * Subscribes each to a topic.
   *
   * @param pushes subscriptions in the form of {@code PushSubscription.toJSON()}
   */
  public List<Subscriber> subscribe(List<JsonNode> pushes, String topic) {
    List<Future<Subscriber>> subscribers = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (JsonNode push : pushes) {
        subscribers.add(executor.submit(() -> subscribe(push, topic)));
      }
    }
    return subscribers.stream().map(Visitors::result).toList();
  }

  private Subscriber subscribe(JsonNode push, String topic) {
    ObjectNode body = JSON.createObjectNode();
    body.set("subscription", push);
    body.putArray("topics").add(topic);
    JsonNode stored = http.send("POST", application.resolve("subscriptions"), body.toString());
    String endpoint = push.get("endpoint").stringValue();
    return new Subscriber(
        stored.get("id").stringValue(),
        stored.get("token").stringValue(),
        endpoint.substring(endpoint.lastIndexOf('/') + 1));
  }

  /** Whether the API still knows it. */
  public boolean isSubscribed(Subscriber subscriber) {
    HttpRequest request =
        HttpRequest.newBuilder(application.resolve("subscriptions/" + subscriber.id()))
            .header("Authorization", "Bearer " + subscriber.accessToken())
            .build();
    return http.status(request) == 200;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
