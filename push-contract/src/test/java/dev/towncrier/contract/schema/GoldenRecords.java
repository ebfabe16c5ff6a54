package dev.towncrier.contract.schema;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Urgency;
import dev.towncrier.contract.publish.NotificationEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as this version writes them; the golden files hold their text. */
final class GoldenRecords {
  static final NotificationEvent EVENT =
      NotificationEvent.titled("Shipped")
          .id("order-4711-shipped")
          .toTopics("news")
          .toUsers("ann")
          .audience("tags", Map.of("age", Map.of("atLeast", 18)))
          .audience("exclude", Map.of("topics", List.of("sport")))
          .body("It is on its way, {{name|friend}}")
          .navigate("https://shop.example/orders/4711")
          .notification("icon", "https://shop.example/icon.png")
          .notification(
              "actions",
              List.of(Json.MAPPER.readTree("{\"action\":\"track\",\"title\":\"Track\"}")))
          .with("locales", Map.of("nb", Map.of("title", "Sendt")))
          .ttl(Duration.ofDays(1))
          .urgency(Urgency.NORMAL)
          .collapseKey("order-4711")
          .with("appBadge", 1)
          .sendAt(Instant.parse("2030-01-31T09:00:00Z"));

  static final DeliveryOutcome ACCEPTED = outcome(Outcome.ACCEPTED, null, 201, 0);
  static final DeliveryOutcome DEAD_LETTERED =
      outcome(Outcome.DEAD_LETTERED, DeadLetterReason.PAYLOAD_TOO_LARGE, 413, 0);
  static final DeliveryOutcome REPLAYED = outcome(Outcome.EXPIRED, null, null, 1);

  private GoldenRecords() {}

  private static DeliveryOutcome outcome(
      Outcome outcome, @Nullable DeadLetterReason reason, @Nullable Integer status, int replay) {
    return new DeliveryOutcome(
        "AAAAAAAAAAAAAAAAAAAAAA",
        "order-4711-shipped",
        "demo",
        UUID.fromString("01980000-0000-7000-8000-00000000000a"),
        outcome,
        reason,
        status,
        1,
        "https://push.example",
        Instant.parse("2030-01-31T09:00:01Z"),
        outcome == Outcome.ACCEPTED ? "firefox" : null,
        replay);
  }
}
