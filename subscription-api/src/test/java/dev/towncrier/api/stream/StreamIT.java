package dev.towncrier.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.infrastructure.KafkaBroker;
import dev.towncrier.infrastructure.LoopbackPorts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class StreamIT {
  private static final String BOOTSTRAP = "bootstrap.servers";

  private final RunningApi api = RunningApi.shared();
  private String application;
  private String key;

  @BeforeEach
  void anApplication() {
    application = api.newApplication().id();
    key = key(application, "read").get("key").stringValue();
  }

  @Test
  void tellsOfANotificationUntilItIsSent() {
    try (Listener listener = Listener.to(api, application, key)) {
      publish(application, "storm");
      assertThat(listener.state("storm", "sending").get("counts")).isEmpty();

      count("storm", "accepted", 2);
      assertThat(listener.next("notification", data -> !data.get("counts").isEmpty()).get("counts"))
          .hasToString("{\"accepted\":2}");

      count("storm", "gone", 1);
      api.execute(
          "update notification set audience_size = 3 where application_id = '" + application + "'");
      JsonNode sent = listener.state("storm", "sent");
      assertThat(sent)
          .isEqualTo(
              api.callAs(
                      key, "GET", "/v1/applications/" + application + "/notifications/storm", null)
                  .json());
      assertThat(sent.get("counts")).hasToString("{\"accepted\":2,\"gone\":1}");

      api.execute(
          "insert into receipt_count values ('%s', 'storm', 'clicked', 0, 1)"
              .formatted(application));
      assertThat(listener.next("notification").at("/receipts/clicked").longValue()).isOne();
    }
  }

  @Test
  void beginsWithTheNewestTwentyAlsoForWhomeverJoinsLater() {
    for (int number = 1; number <= 22; number++) {
      publish(application, "n" + number);
    }
    List<String> newest = new ArrayList<>();
    for (int number = 3; number <= 22; number++) {
      newest.add("n" + number);
    }

    try (Listener first = Listener.to(api, application, key)) {
      assertThat(ids(first, 20)).isEqualTo(newest);
      try (Listener second = Listener.to(api, application, key)) {
        assertThat(ids(second, 20)).isEqualTo(newest);
      }
      publish(application, "n23");
      assertThat(ids(first, 1)).containsExactly("n23");
    }
  }

  @Test
  void tellsOfAnotherNotificationThatIsLargeOrHasNotEndedAlsoBehindMany() {
    publish(application, "large");
    api.execute("update notification set begun_by = gen_random_uuid() where id = 'large'");
    try (Listener listener = Listener.to(api, application, key)) {
      listener.state("large", "sending");
      publish(application, "slow");
      listener.state("slow", "sending");
      api.execute(
          """
          insert into notification (application_id, id, fingerprint, audience, content, navigate,
            ttl_seconds, urgency, accepted_at, deadline, audience_size)
          select '%s', 'n' || n, sha256('x'), '{}', '{}', '', 60, 'normal', now(), now(), 0
            from generate_series(1, 150) n\
          """
              .formatted(application));

      count("slow", "accepted", 1);
      listener.next("notification", data -> is(data, "slow") && !data.get("counts").isEmpty());
      count("large", "accepted", 1);
      listener.next("notification", data -> is(data, "large") && !data.get("counts").isEmpty());
    }
  }

  @Test
  void tellsHowPushServicesStandAtFirstAndWhenThatChanges() {
    try (Listener listener = Listener.to(api, application, key)) {
      assertThat(listener.next("push-services")).hasToString("{\"pushServices\":[]}");

      api.execute(
          "insert into push_service_hold values ('https://push.example', '%s', '2100-01-01')"
              .formatted(application));
      assertThat(listener.next("push-services").at("/pushServices/0/heldUntil").stringValue())
          .startsWith("2100-01-01T");
      try (Listener second = Listener.to(api, application, key)) {
        assertThat(second.next("push-services").get("pushServices")).hasSize(1);
      }
    }
  }

  @Test
  void tellsOfNoOtherApplication() throws Exception {
    String other = api.newApplication().id();
    publish(other, "secret");
    try (Listener listener = Listener.to(api, application, key)) {
      listener.next("rates");
      publish(other, "secret-too");
      put(other, Outcome.ACCEPTED, 5);
      publish(application, "own");
      put(application, Outcome.GONE, 1);

      boolean isTold = false;
      long gone = 0;
      while (!isTold || gone == 0) {
        Listener.Event event = listener.next();
        assertThat(event.name()).isIn("notification", "rates");
        if (event.name().equals("notification")) {
          assertThat(event.data().get("id").stringValue()).isEqualTo("own");
          isTold = true;
        } else {
          assertThat(event.data().get("outcomes").has("accepted")).isFalse();
          gone += event.data().at("/outcomes/gone").longValue(0);
        }
      }
    }
  }

  @Test
  void tellsHowManyOutcomesComeIn() throws Exception {
    try (Listener listener = Listener.to(api, application, key)) {
      JsonNode first = listener.next("rates");
      assertThat(first.get("outcomes")).isEmpty();
      assertThat(first.get("pushServices")).isEmpty();
      put(application, Outcome.ACCEPTED, 3);
      try (KafkaProducer<byte[], byte[]> producer = producer(api.kafka())) {
        for (byte[] none : new byte[][] {null, {}, {'{', '}'}, {'x'}}) { // which count for nobody
          producer.send(new ProducerRecord<>(api.topics().outcomes(), none)).get();
        }
      }
      put(application, Outcome.GONE, 1);

      long accepted = 0;
      long gone = 0;
      while (accepted + gone < 4) {
        JsonNode rates = listener.next("rates");
        accepted += rates.at("/outcomes/accepted").longValue(0);
        gone += rates.at("/outcomes/gone").longValue(0);
        assertThat(Instant.parse(rates.get("at").stringValue()))
            .isAfter(Instant.parse(first.get("at").stringValue()));
        assertThat(rates.get("seconds").doubleValue()).isGreaterThanOrEqualTo(1);
        JsonNode ofThePushService = rates.get("pushServices").path("https://push.example");
        assertThat(ofThePushService.path("accepted").longValue(0))
            .isEqualTo(rates.at("/outcomes/accepted").longValue(0));
      }
      assertThat(List.of(accepted, gone)).containsExactly(3L, 1L);
    }
  }

  @Test
  void tellsWhoIsOfAllApplicationsHowMuchWaits() throws Exception {
    TopicPartition direct = new TopicPartition(api.topics().direct(), 0);
    try (Admin admin = Admin.create(Map.of(BOOTSTRAP, api.kafka()));
        KafkaProducer<byte[], byte[]> producer = producer(api.kafka());
        Listener all = Listener.to(api, application, RunningApi.ADMIN_KEY);
        Listener one = Listener.to(api, application, key)) {
      long before = all.next("backlog").get("direct").longValue();
      assertThat(before).isZero();
      for (int number = 0; number < 5; number++) {
        producer.send(new ProducerRecord<>(direct.topic(), new byte[1])).get();
      }
      JsonNode backlog = all.next("backlog", data -> data.get("direct").longValue() == 5);
      assertThat(backlog.get("bulk").longValue()).isZero();
      assertThat(backlog.get("retry")).hasToString("{\"10s\":0,\"1m\":0,\"10m\":0,\"1h\":0}");
      admin
          .alterConsumerGroupOffsets(
              api.topics().deliveryGroup(), Map.of(direct, new OffsetAndMetadata(5)))
          .all()
          .get();
      all.next("backlog", data -> data.get("direct").longValue() == 0);

      for (int events = 0; events < 6; events++) { // five seconds at least, so two of the other's
        assertThat(one.next().name()).isIn("rates", "push-services");
      }
    }
  }

  @Test
  void isReadAsAnEventStreamThatNobodyKeepsOrHoldsBack() {
    try (Listener listener = Listener.to(api, application, key)) {
      assertThat(listener.status()).isEqualTo(200);
      assertThat(listener.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
      assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
      listener.next("rates");
      assertThat(listener.besides()).containsExactly("retry: 3000");
    }
    Answer head = api.callAs(key, "HEAD", "/v1/applications/" + application + "/stream", null);
    assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
  }

  @Test
  void endsOnceTheKeyIsRevoked() {
    JsonNode made = key(application, "read");
    try (Listener listener = Listener.to(api, application, made.get("key").stringValue())) {
      listener.next("rates");

      api.callAs(
          RunningApi.ADMIN_KEY,
          "DELETE",
          "/v1/applications/" + application + "/api-keys/" + made.get("id").stringValue(),
          null);

      listener.readToTheEnd();
    }
  }

  @Test
  void endsOnceTheKeyHasExpired() {
    try (Listener listener = Listener.to(api, application, key)) {
      listener.next("rates");

      api.execute(
          "update api_key set expires_at = now() where application_id = '" + application + "'");

      listener.readToTheEnd();
    }
  }

  @Test
  void endsBeforeTheServerStops() {
    RunningApi stopping = api.another(Map.of());
    try (Listener listener = Listener.to(stopping, application, key)) {
      listener.next("rates");

      stopping.close();

      listener.readToTheEnd();
    }
  }

  @Test
  void opensNoMoreThanItMay() {
    String other = api.newApplication().id();
    String third = api.newApplication().id();
    try (RunningApi limited =
        api.another(
            Map.of("towncrier.streams.limit", "2", "towncrier.streams.application-limit", "1"))) {
      try (Listener one = Listener.to(limited, application, key)) {
        one.next("rates");
        assertTooMany(stream(limited, application), "The application");
        try (Listener two = Listener.to(limited, other, RunningApi.ADMIN_KEY)) {
          two.next("rates");
          assertTooMany(stream(limited, third), "The server");
          assertThat(limited.get("/actuator/prometheus").body()).contains("towncrier_streams 2.0");
        }
        await().untilAsserted(() -> assertThat(stream(limited, third).status()).isEqualTo(200));
      }
    }
  }

  @Test
  void looksAtAnApplicationOnlyWhileSomebodyListens() {
    Listener one = Listener.to(api, application, key);
    try (Listener two = Listener.to(api, application, key)) {
      one.next("rates");
      two.next("rates");
      assertThat(lookers()).isOne();

      one.close();
      publish(application, "storm");
      two.state("storm", "sending");
      assertThat(lookers()).isOne();
    }
    await().untilAsserted(() -> assertThat(lookers()).isZero());
  }

  @Test
  void goesOnWithoutRatesWhileKafkaIsAway(@TempDir Path folder) throws Exception {
    int port = LoopbackPorts.anyFree();
    String kafka = "127.0.0.1:" + port;
    publish(application, "before");
    try (RunningApi cut = api.another(Map.of("spring.kafka.bootstrap-servers", kafka));
        Listener listener = Listener.to(cut, application, key)) {
      assertThat(listener.next("notification").get("id").stringValue()).isEqualTo("before");
      publish(application, "meanwhile");
      assertThat(listener.next("notification").get("id").stringValue()).isEqualTo("meanwhile");

      KafkaBroker broker = KafkaBroker.persistent(folder, port);
      try (Admin admin = Admin.create(Map.of(BOOTSTRAP, kafka))) {
        admin
            .createTopics(List.of(new NewTopic(api.topics().outcomes(), 1, (short) 1)))
            .all()
            .get();
        listener.next("rates");
      } finally {
        broker.close();
      }
      publish(application, "after");
      listener.state("after", "sending");

      try (KafkaBroker _ = KafkaBroker.persistent(folder, port)) {
        put(kafka, application, Outcome.ACCEPTED, 1);
        listener.next("rates", data -> data.at("/outcomes/accepted").longValue(0) == 1);
      }
    }
  }

  private void assertTooMany(Answer answer, String who) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("10");
    assertThat(answer.json().get("type").stringValue())
        .isEqualTo("urn:towncrier:problem:too-many-streams");
    assertThat(answer.json().get("detail").stringValue()).startsWith(who);
  }

  private static Answer stream(RunningApi of, String application) {
    return of.callAs(
        RunningApi.ADMIN_KEY, "GET", "/v1/applications/" + application + "/stream", null);
  }

  private long lookers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("stream of notifications of " + application))
        .count();
  }

  private static boolean is(JsonNode notification, String id) {
    return notification.get("id").stringValue().equals(id);
  }

  private static List<String> ids(Listener listener, int count) {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      ids.add(listener.next("notification").get("id").stringValue());
    }
    return ids;
  }

  private JsonNode key(String of, String scope) {
    return api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            "/v1/applications/" + of + "/api-keys",
            "{\"name\": \"of a test\", \"scopes\": [\"" + scope + "\"]}")
        .json();
  }

  private void publish(String of, String id) {
    Answer answer =
        api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            "/v1/applications/" + of + "/notifications",
            """
            {"id": "%s", "audience": {"all": true}, "notification": {"title": "Hello"}}\
            """
                .formatted(id));
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
  }

  /** As a worker counts them. */
  private void count(String notification, String outcome, int count) {
    api.execute(
        "insert into outcome_count values ('%s', '%s', '%s', %d)"
            .formatted(application, notification, outcome, count));
  }

  private void put(String of, Outcome outcome, int count) throws Exception {
    put(api.kafka(), of, outcome, count);
  }

  /** As a worker writes them. */
  private void put(String kafka, String of, Outcome outcome, int count) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
      for (int number = 0; number < count; number++) {
        DeliveryOutcome ended =
            new DeliveryOutcome(
                "d" + number,
                "n",
                of,
                new UUID(0, number),
                outcome,
                null,
                201,
                1,
                "https://push.example",
                Instant.EPOCH,
                null,
                0);
        producer
            .send(
                new ProducerRecord<>(
                    api.topics().outcomes(), Json.MAPPER.writeValueAsString(ended).getBytes(UTF_8)))
            .get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(BOOTSTRAP, kafka);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
