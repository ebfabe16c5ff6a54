package dev.towncrier.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Json;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Notification events whose message has about 300 bytes once it is rendered. */
final class Events {

  private static final String BODY = "It left our warehouse this morning and is on its way to you.";

  private Events() {}

  /** An event to one subscription, in JSON. */
  static byte[] to(String application, UUID subscription, String id, Duration ttl) {
    return to(application, "{\"subscriptions\": [\"" + subscription + "\"]}", id, ttl);
  }

  /** An event to an audience in JSON, in JSON. */
  static byte[] to(String application, String audience, String id, Duration ttl) {
    return Json.MAPPER
        .writeValueAsString(
            Map.of(
                "id", id,
                "application", application,
                "audience", Json.MAPPER.readTree(audience),
                "notification", notification(),
                "ttl", ttl.toSeconds()))
        .getBytes(UTF_8);
  }

  private static Map<String, String> notification() {
    return Map.of("title", "Shipped", "body", BODY, "navigate", "https://shop.example/orders/4711");
  }
}
