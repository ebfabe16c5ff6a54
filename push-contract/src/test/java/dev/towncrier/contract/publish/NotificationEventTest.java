package dev.towncrier.contract.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationEventTest {
  private static final NotificationEvent SHIPPED =
      NotificationEvent.titled("Shipped").toTopics("news");

  @Test
  void theServerReadsWhatEveryMethodSays() {
    NotificationEvent event =
        SHIPPED
            .id("order-4711-shipped")
            .toUsers("ann")
            .audience("tags", Map.of("plan", "pro"))
            .body("It is on its way")
            .navigate("https://shop.example/orders/4711")
            .notification("icon", "https://shop.example/icon.png")
            .ttl(Duration.ofHours(1))
            .urgency(Urgency.VERY_LOW)
            .collapseKey("order-4711")
            .sendAt(Instant.parse("2030-01-31T09:00:00Z"))
            .with("appBadge", 1);

    NotificationRequested read = read(event.completeFor("demo"));

    assertThat(read)
        .isEqualTo(
            NotificationRequested.parse(
                """
                {"id": "order-4711-shipped", "application": "demo",
                 "audience": {"topics": ["news"], "users": ["ann"], "tags": {"plan": "pro"}},
                 "notification": {"title": "Shipped", "body": "It is on its way",
                   "navigate": "https://shop.example/orders/4711",
                   "icon": "https://shop.example/icon.png"},
                 "ttl": 3600, "urgency": "very-low", "collapseKey": "order-4711", "appBadge": 1,
                 "sendAt": "2030-01-31T09:00:00Z"}
                """
                    .getBytes(UTF_8)));
    assertThat(read(SHIPPED.toEveryone().completeFor("demo")).audience().all()).isTrue();
  }

  @Test
  void anEventWithoutAnIdGetsARandomOneAndKeepsItFromThenOn() {
    NotificationEvent complete = SHIPPED.completeFor("demo");

    assertThat(UUID.fromString(complete.id()).version()).isEqualTo(4);
    assertThat(SHIPPED.completeFor("demo").id()).isNotEqualTo(complete.id());
    NotificationEvent stored = NotificationEvent.of(complete.json());
    assertThat(stored.completeFor("demo").json()).isEqualTo(complete.json());
    assertThat(SHIPPED.id()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttl | -1 | ttl must be from 0 to 2419200, not -1",
        "urgency | \"soon\" | urgency must be one of very-low, low, normal, high, not \"soon\"",
        "id | \"\" | id has 0 characters; 1 to 128 are allowed",
        "application | \"shop\" | application must be demo, or left out, not \"shop\"",
        "audience | {} | audience needs at least one of \"all\": true, topics, users, subscriptions"
            + " or a condition in tags",
        "notification | {} | notification.title is required",
      })
  void whatBreaksTheContractIsRefusedByTheNameOfTheMember(
      String member, String json, String message) {
    NotificationEvent event = SHIPPED.with(member, Json.MAPPER.readTree(json));

    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> event.completeFor("demo"))
        .withMessage(message);
  }

  @Test
  void aMessageThatNoPushServiceTakesIsRefused() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> SHIPPED.body("x".repeat(4_000)).completeFor("demo"))
        .withMessageMatching("notification needs 4\\d+ bytes, over the limit of 3993");
  }

  @Test
  void halfOfASurrogatePairIsRefusedWhereverItStands() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> SHIPPED.notification("data", "\ud800").completeFor("demo"))
        .withMessage("The event must not hold half of a surrogate pair");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String json : new String[] {"", "[]", "{"}) {
      assertThatExceptionOfType(InvalidJson.class).isThrownBy(() -> NotificationEvent.of(json));
    }
  }

  @Test
  void printsNeitherUsersNorTexts() {
    assertThat(SHIPPED.toUsers("ann").id("order-1")).hasToString("NotificationEvent[id=order-1]");
  }

  private static NotificationRequested read(NotificationEvent event) {
    return NotificationRequested.parse(event.json().getBytes(UTF_8));
  }
}
