package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class RecordsTest {
  private static final UUID SUBSCRIPTION = UUID.fromString("01980000-0000-7000-8000-00000000000a");
  private static final UUID KEY = UUID.fromString("01980000-0000-7000-8000-00000000000b");
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  private static final DeliveryRequested REQUESTED =
      new DeliveryRequested(
          "AAAAAAAAAAAAAAAAAAAAAA",
          "order-1",
          "demo",
          SUBSCRIPTION,
          NOON,
          "https://push.example",
          KEY,
          "firefox",
          0,
          null,
          null,
          0);

  @Test
  void aDeliveryIsWrittenWithoutAbsentMembers() {
    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(REQUESTED)))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"deliveryId": "AAAAAAAAAAAAAAAAAAAAAA", "notificationId": "order-1",
                 "application": "demo", "subscriptionId": "01980000-0000-7000-8000-00000000000a",
                 "deadline": "2030-01-31T12:00:00Z", "pushService": "https://push.example",
                 "vapidKeyId": "01980000-0000-7000-8000-00000000000b", "browser": "firefox", "attempts": 0}
                """));
  }

  @Test
  void aDeliverySurvivesJson() {
    DeliveryRequested retried = REQUESTED.retriedAt(NOON.plusSeconds(10), NOON.plusNanos(1_000));

    for (DeliveryRequested delivery : new DeliveryRequested[] {REQUESTED, retried}) {
      assertThat(
              Json.MAPPER.readValue(
                  Json.MAPPER.writeValueAsBytes(delivery), DeliveryRequested.class))
          .isEqualTo(delivery);
    }
  }

  @Test
  void aRetryCountsTheAttemptAndRemembersTheFirst() {
    DeliveryRequested once = REQUESTED.retriedAt(NOON.plusSeconds(10), NOON);
    DeliveryRequested twice = once.retriedAt(NOON.plusSeconds(30), NOON.plusSeconds(10));

    assertThat(once.attempts()).isOne();
    assertThat(once.firstAttemptAt()).isEqualTo(NOON);
    assertThat(twice.attempts()).isEqualTo(2);
    assertThat(twice.firstAttemptAt()).isEqualTo(NOON);
    assertThat(twice.notBefore()).isEqualTo(NOON.plusSeconds(30));
    assertThat(twice.deliveryId()).isEqualTo(REQUESTED.deliveryId());
  }

  @Test
  void parkingCountsNoAttempt() {
    DeliveryRequested parked = REQUESTED.parkedUntil(NOON);

    assertThat(parked.attempts()).isZero();
    assertThat(parked.firstAttemptAt()).isNull();
    assertThat(parked.notBefore()).isEqualTo(NOON);
  }

  @Test
  void aReplayKeepsItsNumberThroughRetries() {
    SampleEvent record =
        SampleEvent.of(Json.MAPPER.writeValueAsString(REQUESTED)).with("replay", "2");

    DeliveryRequested replayed = Json.MAPPER.readValue(record.json(), DeliveryRequested.class);

    assertThat(replayed.replay()).isEqualTo(2);
    assertThat(replayed.retriedAt(NOON, NOON).replay()).isEqualTo(2);
    assertThat(replayed.parkedUntil(NOON).replay()).isEqualTo(2);
    assertThat(Json.MAPPER.writeValueAsString(replayed)).contains("\"replay\":2");
  }

  @Test
  void aNegativeReplayIsRefused() {
    SampleEvent record =
        SampleEvent.of(Json.MAPPER.writeValueAsString(REQUESTED)).with("replay", "-1");

    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.MAPPER.readValue(record.json(), DeliveryRequested.class))
        .withMessageContaining("replay is negative: -1");
  }

  @Test
  void aDeliveryThatLacksAMemberIsRefused() {
    for (String name :
        new String[] {
          "deliveryId",
          "notificationId",
          "application",
          "subscriptionId",
          "deadline",
          "pushService",
          "vapidKeyId"
        }) {
      SampleEvent record = SampleEvent.of(Json.MAPPER.writeValueAsString(REQUESTED)).without(name);
      assertThatExceptionOfType(JacksonException.class)
          .as(name)
          .isThrownBy(() -> Json.MAPPER.readValue(record.json(), DeliveryRequested.class))
          .withMessageContaining(name);
    }
  }

  @Test
  void unknownMembersAreIgnored() {
    SampleEvent record =
        SampleEvent.of(Json.MAPPER.writeValueAsString(REQUESTED)).with("later", "{}");

    assertThat(Json.MAPPER.readValue(record.json(), DeliveryRequested.class)).isEqualTo(REQUESTED);
  }

  @Test
  void anOutcomeIsWrittenWithoutAbsentMembers() {
    DeliveryOutcome accepted = outcome(Outcome.ACCEPTED, null, null);

    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(accepted)))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"deliveryId": "AAAAAAAAAAAAAAAAAAAAAA", "notificationId": "order-1",
                 "application": "demo", "subscriptionId": "01980000-0000-7000-8000-00000000000a",
                 "outcome": "accepted", "attempts": 1, "pushService": "https://push.example",
                 "at": "2030-01-31T12:00:00Z"}
                """));
  }

  @Test
  void anOutcomeNamesReasonAndStatus() {
    DeliveryOutcome dead = outcome(Outcome.DEAD_LETTERED, DeadLetterReason.PAYLOAD_TOO_LARGE, 413);
    String json = Json.MAPPER.writeValueAsString(dead);

    assertThat(json)
        .contains(
            "\"outcome\":\"dead-lettered\"", "\"reason\":\"payload-too-large\"", "\"status\":413");
    assertThat(Json.MAPPER.readValue(json, DeliveryOutcome.class)).isEqualTo(dead);
  }

  @Test
  void anOutcomeOfAReplayNamesItsNumber() {
    String first = Json.MAPPER.writeValueAsString(outcome(Outcome.ACCEPTED, null, null));
    byte[] json = SampleEvent.of(first).with("replay", "1").json();

    assertThat(Json.MAPPER.readValue(first, DeliveryOutcome.class).replay()).isZero();
    DeliveryOutcome replayed = Json.MAPPER.readValue(json, DeliveryOutcome.class);
    assertThat(replayed.replay()).isOne();
    assertThat(Json.MAPPER.writeValueAsString(replayed)).contains("\"replay\":1");
  }

  @Test
  void stepsOfAFanOutSurviveJson() {
    UUID last = new UUID(-1, -1);
    var range =
        new FanoutStep.Range(
            "demo", "order-1", 3, 32, "https://push.example", SUBSCRIPTION, last, 7, NOON, 60);
    for (FanoutStep step :
        new FanoutStep[] {
          new FanoutStep.Begin("demo", "order-1", KEY),
          range,
          range.goingOn(KEY, 5_000_000_000L, null, null),
          range.ended(5_000_000_000L, 0, null),
          range.ended(7, 2, Outcome.CANCELLED)
        }) {
      assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(step), FanoutStep.class))
          .isEqualTo(step);
    }
  }

  @Test
  void aStepOfAFanOutThatLacksAMemberIsRefused() {
    byte[] json = "{\"step\": \"begin\", \"application\": \"demo\"}".getBytes(UTF_8);

    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.MAPPER.readValue(json, FanoutStep.class));
  }

  @Test
  void aReplaySurvivesJson() {
    for (ReplayContinued replay :
        new ReplayContinued[] {
          ReplayContinued.from(KEY, null), new ReplayContinued(KEY, 10, 5_000_000_000L, NOON)
        }) {
      assertThat(
              Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(replay), ReplayContinued.class))
          .isEqualTo(replay);
    }
  }

  private static DeliveryOutcome outcome(Outcome outcome, DeadLetterReason reason, Integer status) {
    return new DeliveryOutcome(
        "AAAAAAAAAAAAAAAAAAAAAA",
        "order-1",
        "demo",
        SUBSCRIPTION,
        outcome,
        reason,
        status,
        1,
        "https://push.example",
        NOON,
        null,
        0);
  }
}
