package dev.towncrier.runner.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.publish.NotificationPublisher;
import dev.towncrier.runner.JsonClient;
import dev.towncrier.runner.Visitors;
import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.runner.faults.Balance;
import dev.towncrier.runner.faults.Books;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** An application and its visitors: what is published to them, and what has to come of it. */
final class Shop implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonClient http = new JsonClient();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final Map<String, List<Subscriber>> audiences = new HashMap<>();
  private final URI application;
  private final String adminKey;
  private final Simulator pushService;
  private final Books books;
  private final Singles singles;

  /** Makes the application with that many subscribers, who get one message after the other. */
  Shop(
      URI api,
      String adminKey,
      int subscribers,
      Simulator pushService,
      NotificationPublisher publisher,
      Books books) {
    this.application = api.resolve("/v1/applications/shop/");
    this.adminKey = adminKey;
    this.pushService = pushService;
    this.books = books;
    http.sendAs(
        adminKey,
        "POST",
        api.resolve("/v1/applications"),
        """
        {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
         "topics": [{"id": "news", "name": "News"}], "vapidSubject": "mailto:push@shop.example"}
        """);
    subscribe(subscribers);
    this.singles = new Singles(publisher, List.copyOf(this.subscribers));
  }

  /** Subscribes that many visitors more. */
  void subscribe(int count) {
    var visitors = new Visitors(application, "shop");
    var order = SubscriptionOrder.of(count, visitors.applicationServerKey());
    List<JsonNode> pushes =
        pushService.subscribe(order).stream().<JsonNode>map(JSON::valueToTree).toList();
    subscribers.addAll(visitors.subscribe(pushes, "news"));
  }

  /** Publishes to everybody over REST, with these further members of the event. */
  void broadcast(String id, String members) {
    audiences.put(id, List.copyOf(subscribers));
    manage(
        "POST",
        "notifications",
        "{\"id\": \"%s\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"News\"}%s}"
            .formatted(id, members));
  }

  /** Sets the pace of a broadcast, in JSON. */
  void pace(String id, String pace) {
    manage("PATCH", "notifications/" + id, "{\"pace\": " + pace + "}");
  }

  /** What the API says of a notification, at a JSON pointer. */
  JsonNode found(String id, String pointer) {
    return manage("GET", "notifications/" + id, "").at(pointer);
  }

  /** Waits until everybody has got a broadcast. */
  void awaitAccepted(String id) {
    Set<String> everybody =
        audiences.get(id).stream().map(Subscriber::id).collect(Collectors.toSet());
    await().atMost(Duration.ofMinutes(3)).until(() -> open(id, everybody) == 0);
  }

  /** How many of these subscriptions have not got a broadcast yet. */
  long open(String id, Set<String> subscriptions) {
    List<Subscriber> some =
        subscribers.stream().filter(subscriber -> subscriptions.contains(subscriber.id())).toList();
    return some.size() - books.outcomes(id, some).getOrDefault("accepted", 0L);
  }

  /** What some browsers tell, of those from a number on, once they have shown a broadcast. */
  String receipts(String id, int from, int count) {
    ArrayNode receipts = JSON.createArrayNode();
    for (Subscriber subscriber : subscribers.subList(from, from + count)) {
      receipts
          .addObject()
          .put("deliveryId", deliveryId(id, subscriber))
          .put("notificationId", id)
          .put("subscriptionId", subscriber.id())
          .put("event", "displayed")
          .put("at", Instant.now().toString());
    }
    return JSON.createObjectNode().set("receipts", receipts).toString();
  }

  private String deliveryId(String id, Subscriber subscriber) {
    return pushService.ledger().entriesOf(subscriber.pushToken()).stream()
        .map(entry -> JSON.readTree(entry.push().plaintext()).get("towncrier"))
        .filter(message -> message.get("id").stringValue().equals(id))
        .map(message -> message.get("deliveryId").stringValue())
        .findFirst()
        .orElseThrow();
  }

  /** Tells the API these receipts, and returns its answer's status. */
  int tell(String receipts) {
    return http.status(
        HttpRequest.newBuilder(application.resolve("receipts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(receipts))
            .build());
  }

  /**
   * Publishes no more single messages and waits until the books balance, and until what the API
   * counts agrees with them.
   */
  Balance balance() {
    int count = singles.end();
    for (int number = 0; number < count; number++) {
      audiences.put(Singles.id(number), List.of(singles.to(number)));
    }
    audiences.forEach(books::expect);
    Balance balance = books.balance(Duration.ofMinutes(3));
    audiences.forEach((id, audience) ->
        await()
            .atMost(Duration.ofSeconds(30))
            .pollDelay(Duration.ZERO)
            .untilAsserted(() -> {
              assertThat(found(id, "/counts").toString())
                  .as(id)
                  .isEqualTo("{\"accepted\":" + audience.size() + "}");
              assertThat(found(id, "/state").stringValue()).as(id).isEqualTo("sent");
            }));
    return balance;
  }

  private JsonNode manage(String method, String path, String body) {
    return http.sendAs(adminKey, method, application.resolve(path), body);
  }

  @Override
  public void close() {
    singles.close();
    books.close();
  }
}
