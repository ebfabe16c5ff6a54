package dev.towncrier.api.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.store.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeadLettersIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/dead-letters";
  }

  @Test
  void showsEverythingThatAnOperatorNeeds() {
    store("d1", "refused", "n1", "https://push.example", 0);

    Answer answer = list("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"deadLetters": [
                  {"deliveryId": "d1", "notificationId": "n1",
                   "subscriptionId": "01980000-0000-7000-8000-00000000000a",
                   "pushService": "https://push.example",
                   "vapidKeyId": "01980000-0000-7000-8000-00000000000b",
                   "reason": "refused", "status": 400, "response": "no", "attempts": 3,
                   "firstAttemptAt": "2030-01-31T11:00:00Z",
                   "lastAttemptAt": "2030-01-31T12:00:00Z",
                   "deadline": "2030-02-01T12:00:00Z", "replays": 0, "state": "dead-lettered",
                   "at": "2030-01-31T12:00:00Z",
                   "record": {"topic": "push.deliveries.dead-letter", "partition": 1,
                              "offset": 7}}]}\
                """));
  }

  @Test
  void showsOfAPoisonRecordWhereItStands() {
    api.execute(
        "insert into dead_letter (application_id, reason, dead_lettered_at, source_topic,"
            + " source_partition, source_offset) values ('"
            + application.id()
            + "', 'poison', '2030-01-31T12:00:00Z', 't', 0, 5)");

    assertThat(list("?reason=poison").json().at("/deadLetters/0").propertyNames())
        .containsExactly("reason", "replays", "state", "at", "record");
  }

  @Test
  void narrowsByReasonNotificationAndPushService() {
    store("d1", "refused", "n1", "https://push.example", 0);
    store("d2", "key-mismatch", "n1", "https://push.example", 1);
    store("d3", "refused", "order 1/2", "https://other.example", 2);

    assertThat(ids(list(""))).containsExactly("d3", "d2", "d1");
    assertThat(ids(list("?reason=refused"))).containsExactly("d3", "d1");
    assertThat(ids(list("?notification=order%201%2F2"))).containsExactly("d3");
    assertThat(ids(list("?pushService=https://push.example"))).containsExactly("d2", "d1");
    assertThat(ids(list("?pushService=https://push.example&reason=key-mismatch&notification=n1")))
        .containsExactly("d2");
    assertThat(ids(list("?reason=&notification=&pushService="))).hasSize(3);
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    IntStream.range(0, 5).forEach(i -> store("d" + i, "refused", "n1", "https://p.example", i / 2));

    List<String> seen = new ArrayList<>();
    JsonNode page = list("?limit=2").json();
    while (page.has("next")) {
      seen.addAll(ids(page));
      page = list("?limit=2&after=" + page.get("next").stringValue()).json();
    }
    seen.addAll(ids(page));

    assertThat(seen).containsExactly("d4", "d3", "d2", "d1", "d0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?reason=lost          | reason       | lost
          ?reason=%00           | reason       | poison, payload-too-large, vapid-rejected
          ?notification=%00     | notification | U+0000
          ?pushService=a%00     | pushService  | U+0000
          ?limit=0              | limit        | from 1 to 1000, not 0
          ?limit=1001           | limit        | 1001
          ?limit=-1             | limit        | -1
          ?limit=many           | limit        | many
          ?after=yesterday      | after        | yesterday
          ?after=1-             | after        | 1-
          """)
  void refusesAQueryThatItDoesNotUnderstand(String query, String member, String detail) {
    Answer answer = list(query);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(answer.json().get("detail").stringValue()).contains(detail);
  }

  @Test
  void takesBackWhatTheFilterNamesAndHandsItToKafka() {
    store("d1", "refused", "n1", "https://push.example", 0);
    store("d2", "key-mismatch", "n1", "https://push.example", 0);

    Answer answer = replay("{\"reason\": \"refused\", \"perSecond\": 50}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"count\":1}");
    assertThat(list("?reason=refused").json().at("/deadLetters/0/state").stringValue())
        .isEqualTo("replaying");
    assertThat(list("?reason=refused").json().at("/deadLetters/0/replays").intValue()).isOne();
    assertThat(list("?reason=key-mismatch").json().at("/deadLetters/0/state").stringValue())
        .isEqualTo("dead-lettered");
    assertThat(handedOver())
        .singleElement()
        .satisfies(record -> {
          assertThat(record.perSecond()).isEqualTo(50);
          assertThat(record.begins()).isTrue();
        });
  }

  @Test
  void takesNothingTwiceAndNothingOfAnotherApplication() {
    store("d1", "refused", "n1", "https://push.example", 0);

    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "POST",
                    "/v1/applications/" + api.newApplication().id() + "/dead-letters/replay",
                    "{}")
                .body())
        .isEqualTo("{\"count\":0}");
    assertThat(replay("{}").body()).isEqualTo("{\"count\":1}");
    assertThat(replay("{}").body()).isEqualTo("{\"count\":0}");
    assertThat(handedOver()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reason\": \"lost\"}",
        "{\"reason\": 5}",
        "{\"notification\": [\"n1\"]}",
        "{\"pushService\": \"a\\u0000\"}",
        "{\"perSecond\": 0}",
        "{\"perSecond\": 100001}",
        "{\"perSecond\": 1.5}",
        "{\"perSecond\": \"fast\"}"
      })
  void refusesAReplayThatItDoesNotUnderstandAndTakesNothing(String body) {
    store("d1", "refused", "n1", "https://push.example", 0);

    Answer answer = replay(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(body).contains("\"" + answer.json().get("member").stringValue() + "\"");
    assertThat(replay("").status()).isEqualTo(400);
    assertThat(list("").json().at("/deadLetters/0/state").stringValue()).isEqualTo("dead-lettered");
  }

  @Test
  void handsOverLaterWhatKafkaDidNotConfirm() {
    store("d1", "refused", "n1", "https://push.example", 0);
    try (RunningApi cut =
        api.another(
            Map.of(
                "spring.kafka.bootstrap-servers",
                "127.0.0.1:" + LoopbackPorts.anyFree(),
                "spring.kafka.producer.properties.max.block.ms",
                "300"))) {
      Answer answer = cut.callAs(RunningApi.ADMIN_KEY, "POST", path + "/replay", "{}");
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"count\":1}");
    }
    assertThat(handedOver()).isEmpty();

    api.execute(
        "update replay set requested_at = requested_at - interval '1 minute' where application_id ="
            + " '"
            + application.id()
            + "'");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                api.number(
                    "select count(*) from replay where handed_over and application_id = '"
                        + application.id()
                        + "'"),
            count -> count == 1);
    assertThat(handedOver()).hasSize(1);
  }

  @Test
  void dropsThoseThatAreNamedAndNotBeingReplayed() {
    store("d1", "refused", "n1", "https://push.example", 0);
    store("d2", "key-mismatch", "n1", "https://push.example", 1);
    store("d3", "refused", "n2", "https://push.example", 2);
    store("d4", "refused", "n2", "https://other.example", 3);
    replay("{\"pushService\": \"https://other.example\"}");

    assertThat(drop("?reason=refused&notification=n2")).isEqualTo("{\"count\":1}");
    assertThat(ids(list(""))).containsExactly("d4", "d2", "d1");
    assertThat(drop("?reason=lost")).contains("reason must be one of poison,");
    assertThat(drop("")).isEqualTo("{\"count\":2}");
    assertThat(ids(list(""))).containsExactly("d4");
  }

  private String drop(String query) {
    return api.callAs(RunningApi.ADMIN_KEY, "DELETE", path + query, null).body();
  }

  @Test
  void wantsAKey() {
    store("d1", "refused", "n1", "https://push.example", 0);

    assertThat(api.get(path).status()).isEqualTo(401);
    assertThat(api.call("POST", path + "/replay", "{}", Map.of()).status()).isEqualTo(401);
    assertThat(api.callAs("wrong", "GET", path, null).status()).isEqualTo(403);
    assertThat(api.callAs("wrong", "POST", path + "/replay", "{}").status()).isEqualTo(403);
    assertThat(
            api.callAs(RunningApi.ADMIN_KEY, "GET", "/v1/applications/nobody/dead-letters", null)
                .status())
        .isEqualTo(404);
    assertThat(list("").json().at("/deadLetters/0/replays").intValue()).isZero();
  }

  @Test
  void isDescribed() {
    JsonNode paths = api.get("/v3/api-docs").json().get("paths");

    assertThat(paths.at("/~1v1~1applications~1{application}~1dead-letters/get/parameters"))
        .extracting(parameter -> parameter.get("name").stringValue())
        .containsExactlyInAnyOrder(
            "application", "reason", "notification", "pushService", "limit", "after");
    assertThat(
            paths
                .at("/~1v1~1applications~1{application}~1dead-letters~1replay/post/responses/202")
                .isMissingNode())
        .isFalse();
  }

  private void store(
      String delivery, String reason, String notification, String pushService, int second) {
    api.execute(
        """
        insert into dead_letter (application_id, delivery_id, notification_id, subscription_id,
          push_service, vapid_key_id, deadline, reason, status, attempts, first_attempt_at,
          last_attempt_at, response, dead_lettered_at, source_topic, source_partition,
          source_offset)
        values ('%s', '%s', '%s', '01980000-0000-7000-8000-00000000000a', '%s',
          '01980000-0000-7000-8000-00000000000b', '2030-02-01T12:00:00Z', '%s', 400, 3,
          '2030-01-31T11:00:00Z', '2030-01-31T12:00:00Z', 'no', '2030-01-31T12:00:0%dZ',
          'push.deliveries.dead-letter', 1, 7)
        """
            .formatted(application.id(), delivery, notification, pushService, reason, second));
  }

  private Answer list(String query) {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", path + query, null);
  }

  private Answer replay(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path + "/replay", body);
  }

  private static List<String> ids(Answer answer) {
    return ids(answer.json());
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("deadLetters").forEach(letter -> ids.add(letter.get("deliveryId").stringValue()));
    return ids;
  }

  /** The records of this application's replays. */
  private List<ReplayContinued> handedOver() {
    TopicPartition partition = new TopicPartition(api.replaysTopic(), 0);
    List<ReplayContinued> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, api.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
          ReplayContinued replay = Json.MAPPER.readValue(record.value(), ReplayContinued.class);
          if (isOurs(replay)) {
            found.add(replay);
          }
        }
      }
    }
    return found;
  }

  private boolean isOurs(ReplayContinued replay) {
    return api.number(
            "select count(*) from replay where id = '"
                + replay.replayId()
                + "' and application_id = '"
                + application.id()
                + "'")
        == 1;
  }
}
