package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.contract.Urgency;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  @Test
  void hasATopicThatEveryPushServiceTakes() {
    assertThat(Message.topic("shop", "order-4711")).matches("[A-Za-z0-9_-]{32}");
    assertThat(Message.topic("shop", "ö".repeat(128))).matches("[A-Za-z0-9_-]{32}");
  }

  @Test
  void hasTheSameTopicForTheSameKeyOfTheSameApplicationOnly() {
    String topic = Message.topic("shop", "order-4711");

    assertThat(Message.topic("shop", "order-4711")).isEqualTo(topic);
    assertThat(Message.topic("shop", "order-4712")).isNotEqualTo(topic);
    assertThat(Message.topic("shop2", "order-4711")).isNotEqualTo(topic);
    assertThat(Message.topic("shopo", "rder-4711")).isNotEqualTo(topic);
  }

  @Test
  void isKeptForTheWholeSecondsLeftRoundedUp() {
    Message message = message(Duration.ofMinutes(10));

    assertThat(message.ttlSeconds(NOW.plusSeconds(600), NOW)).isEqualTo(600);
    assertThat(message.ttlSeconds(NOW.plusMillis(599_001), NOW)).isEqualTo(600);
    assertThat(message.ttlSeconds(NOW.plusSeconds(599), NOW)).isEqualTo(599);
    assertThat(message.ttlSeconds(NOW.plusSeconds(599).plusNanos(1), NOW)).isEqualTo(600);
    assertThat(message.ttlSeconds(NOW.plusMillis(1), NOW)).isEqualTo(1);
    assertThat(message.ttlSeconds(NOW, NOW)).isZero();
  }

  @Test
  void isNeverKeptLongerThanTheEventAskedFor() {
    assertThat(message(Duration.ofSeconds(60)).ttlSeconds(NOW.plusSeconds(90), NOW)).isEqualTo(60);
  }

  @Test
  void isNotKeptAtAllWhenTheEventAskedForNothing() {
    assertThat(message(Duration.ZERO).ttlSeconds(NOW.plusSeconds(30), NOW)).isZero();
  }

  @Test
  void isNotKeptAfterItsDeadline() {
    assertThat(message(Duration.ofMinutes(10)).ttlSeconds(NOW.minusSeconds(5), NOW)).isZero();
  }

  private static Message message(Duration ttl) {
    PushMessage content =
        PushMessage.of(
            "n1",
            Json.MAPPER.createObjectNode().put("title", "Hello"),
            Json.MAPPER.createObjectNode(),
            null,
            "https://shop.example/");
    return new Message(content, NOW, ttl, Urgency.NORMAL, null, null);
  }
}
