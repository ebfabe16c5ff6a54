package dev.towncrier.api.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.infrastructure.LoopbackPorts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApplicationsIT {
  private static final String ALL = "/v1/applications";

  private final RunningApi api = RunningApi.shared();
  private final String id = "shop-" + UUID.randomUUID();
  private final String path = ALL + "/" + id;

  @Test
  void makesAnApplicationAndShowsIt() {
    Answer made = make(body());

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(path);
    JsonNode shown = made.json();
    assertThat(shown.propertyNames())
        .containsExactly(
            "id",
            "name",
            "allowedOrigins",
            "topics",
            "vapidSubject",
            "navigate",
            "receipts",
            "applicationServerKey");
    body()
        .properties()
        .forEach(member -> assertThat(shown.get(member.getKey())).isEqualTo(member.getValue()));
    assertThat(shown.get("navigate").stringValue()).isEqualTo("https://shop.example");
    assertThat(P256PublicKey.decode(shown.get("applicationServerKey").stringValue())).isNotNull();
    Answer found = admin("GET", path, null);
    assertThat(found.json()).isEqualTo(shown);
    assertThat(found.header("ETag")).isEqualTo(made.header("ETag")).isNotEmpty();
    assertThat(api.get(path + "/config").json().get("applicationServerKey"))
        .isEqualTo(shown.get("applicationServerKey"));
    assertThat(admin("GET", ALL, null).json().get("applications")).contains(shown);
  }

  @Test
  void hasItsKafkaTopicOnceItIsMade() throws Exception {
    make(body());

    assertThat(topicPartitions()).isOne();
  }

  @Test
  void canBeMadeAgainOnceKafkaIsBack() throws Exception {
    try (RunningApi cut =
        api.another(
            Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:" + LoopbackPorts.anyFree()))) {
      Answer refused = cut.callAs(RunningApi.ADMIN_KEY, "POST", ALL, body().toString());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(refused.json().get("detail").stringValue()).contains(".notifications." + id);
    }
    assertThat(admin("GET", path, null).status()).isEqualTo(404);

    assertThat(make(body()).status()).isEqualTo(201);
    assertThat(topicPartitions()).isOne();
  }

  @Test
  void canBeMadeAgainOnceTheDatabaseIsBack() throws Exception {
    api.execute("alter table vapid_key rename to vapid_key_away");
    try {
      assertThat(make(body()).status()).isEqualTo(500);
    } finally {
      api.execute("alter table vapid_key_away rename to vapid_key");
    }

    assertThat(make(body()).status()).isEqualTo(201);
    assertThat(topicPartitions()).isOne();
  }

  @Test
  void leavesOneThatExistsAsItIs() throws Exception {
    Answer first = make(body());

    Answer again = make(body().put("name", "Other"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("type").stringValue())
        .isEqualTo("urn:towncrier:problem:application-taken");
    assertThat(again.json().get("member").stringValue()).isEqualTo("id");
    assertThat(admin("GET", path, null).json()).isEqualTo(first.json());
  }

  @Test
  void leadsWhereItIsKnownToBeUnlessItSaysOtherwise() {
    ObjectNode local = body();
    local.putArray("allowedOrigins").add("http://localhost:*").add("https://shop.example");
    assertThat(made(local, "-1").get("navigate").stringValue()).isEqualTo("http://localhost");
    ObjectNode nowhere = body();
    nowhere.putArray("allowedOrigins");
    assertThat(made(nowhere, "-2").get("navigate").stringValue())
        .isEqualTo("https://mail.shop.example");
    assertThat(made(body().put("navigate", "http://a.example/b?c"), "-3").get("navigate"))
        .hasToString("\"http://a.example/b?c\"");
  }

  @Test
  void takesItsLeastAndItsMost() {
    ObjectNode least = body();
    least.remove("allowedOrigins");
    least.remove("topics");
    assertThat(made(least, "-1").get("topics")).isEmpty();
    ObjectNode most = body().put("name", "n".repeat(100));
    var origins = most.putArray("allowedOrigins");
    var topics = most.putArray("topics");
    for (int i = 0; i < 50; i++) {
      origins.add("https://" + i + ".shop.example");
      topics.addObject().put("id", "t" + i).put("name", "\u00e9".repeat(100));
    }
    assertThat(made(most, "-2").get("topics")).hasSize(50);
    origins.add("https://more.shop.example");
    refused(make(most), 400, "allowedOrigins");
    origins.remove(50);
    topics.addObject().put("id", "more").put("name", "More");
    refused(make(most), 400, "topics");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id             | null                                   | 400 | id",
        "id             | 7                                      | 400 | id",
        "id             | \"dead-letter\"                        | 422 | id",
        "id             | \"Shop\"                               | 422 | id",
        "id             | \"-shop\"                              | 422 | id",
        "id             | \"a.b\"                                | 422 | id",
        "name           | null                                   | 400 | name",
        "name           | \"\"                                   | 400 | name",
        "allowedOrigins | \"https://shop.example\"               | 400 | allowedOrigins",
        "allowedOrigins | [\"http://shop.example\"]              | 422 | allowedOrigins",
        "allowedOrigins | [\"https://shop.example/\"]            | 422 | allowedOrigins",
        "allowedOrigins | [\"https://shop.example:*\"]           | 422 | allowedOrigins",
        "allowedOrigins | [\"*\"]                                | 422 | allowedOrigins",
        "topics         | [\"news\"]                             | 400 | topics[0]",
        "topics         | [{\"id\": \"news\"}]                   | 400 | topics[0].name",
        "topics         | [{\"id\": \"News\", \"name\": \"N\"}]  | 422 | topics[0].id",
        "topics | [{\"id\": \"a\", \"name\": \"A\"}, {\"id\": \"a\", \"name\": \"B\"}]"
            + " | 422 | topics[1].id",
        "vapidSubject   | null                                   | 400 | vapidSubject",
        "vapidSubject   | \"push@shop.example\"                  | 422 | vapidSubject",
        "vapidSubject   | \"mailto:push@localhost\"              | 422 | vapidSubject",
        "receipts       | \"no\"                                 | 400 | receipts",
        "receipts       | 0                                      | 400 | receipts",
        "navigate       | 1                                      | 400 | navigate",
        "navigate       | \"/news\"                              | 422 | navigate",
        "navigate       | \"javascript:alert(1)\"                | 422 | navigate",
        "navigate       | \"https://shop.example/{{x}}\"         | 422 | navigate",
      })
  void refusesWhatItCanNotUseAndNamesIt(String name, String value, int status, String member) {
    Map<String, String> before = api.data();
    ObjectNode body = body();
    body.set(name, Json.MAPPER.readTree(value));

    refused(make(body), status, member);

    assertThat(api.data()).isEqualTo(before);
    make(body());
    if (!name.equals("id") && !value.equals("null")) {
      Answer changed = admin("PATCH", path, "{\"" + name + "\": " + value + "}");
      refused(changed, status, member);
    }
  }

  @Test
  void namesTheValueThatItRefuses() {
    ObjectNode body = body();
    body.putArray("allowedOrigins").add("https://shop.example").add("http://shop.example");

    assertThat(make(body).json().get("detail").stringValue())
        .isEqualTo(
            "allowedOrigins holds \"http://shop.example\", which must be https, except on"
                + " localhost");
  }

  @Test
  void changesOnlyWhatIsNamedAndAtOnce() {
    Answer made = make(body());
    Map<String, String> page = Map.of("Origin", "https://new.example");
    assertThat(api.call("GET", path + "/config", null, page).status()).isEqualTo(403);

    Answer changed = admin("PATCH", path, "{\"allowedOrigins\": [\"https://new.example\"]}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    ObjectNode expected = (ObjectNode) made.json();
    expected.putArray("allowedOrigins").add("https://new.example");
    assertThat(changed.json()).isEqualTo(expected);
    assertThat(admin("GET", path, null).json()).isEqualTo(expected);
    assertThat(api.call("GET", path + "/config", null, page).status()).isEqualTo(200);
    ObjectNode all = body().put("name", "N").put("vapidSubject", "https://shop.example/contact");
    all.put("navigate", "https://new.example/x").put("applicationServerKey", "ignored");
    JsonNode both = admin("PATCH", path, all.toString()).json();
    assertThat(both.get("name").stringValue()).isEqualTo("N");
    assertThat(both.get("vapidSubject").stringValue()).isEqualTo("https://shop.example/contact");
    assertThat(both.get("navigate").stringValue()).isEqualTo("https://new.example/x");
    assertThat(both.get("applicationServerKey")).isEqualTo(made.json().get("applicationServerKey"));
  }

  @Test
  void wantsReceiptsUnlessItSaysOtherwise() {
    assertThat(made(body(), "-1").get("receipts").booleanValue()).isTrue();
    assertThat(made(body().put("receipts", false), "-2").get("receipts").booleanValue()).isFalse();
    Answer made = make(body());

    Answer off = admin("PATCH", path, "{\"receipts\": false}");

    ObjectNode expected = ((ObjectNode) made.json()).put("receipts", false);
    assertThat(off.json()).isEqualTo(expected);
    assertThat(off.header("ETag")).isNotEqualTo(made.header("ETag"));
    assertThat(admin("GET", path, null).json()).isEqualTo(expected);
    assertThat(admin("PATCH", path, "{\"name\": \"N\"}").json().get("receipts").booleanValue())
        .isFalse();
  }

  @Test
  void replacesTopicsAsAWholeAndTakesThoseThatGoOffSubscriptions() {
    make(body());
    String subscriptions = path + "/subscriptions";
    Answer visitor =
        api.call(
            "POST",
            subscriptions,
            Browser.fresh().bodyWith("topics", "[\"news\", \"sport\"]"),
            Map.of());
    String topics =
        """
        {"topics": [{"id": "art", "name": "Art"}, {"id": "sport", "name": "Sports"}]}\
        """;

    Answer changed = admin("PATCH", path, topics);

    assertThat(changed.json().get("topics")).isEqualTo(Json.MAPPER.readTree(topics).get("topics"));
    Answer left =
        api.callAs(
            visitor.json().get("token").stringValue(),
            "GET",
            subscriptions + "/" + visitor.json().get("id").stringValue(),
            null);
    assertThat(left.json().get("topics").toString()).isEqualTo("[\"sport\"]");
  }

  @Test
  void keepsItsId() {
    make(body());

    refused(admin("PATCH", path, "{\"id\": \"other\"}"), 422, "id");
    assertThat(admin("PATCH", path, "{\"id\": \"" + id + "\"}").status()).isEqualTo(200);
  }

  @Test
  void doesNotExistUntilItIsMade() {
    assertThat(admin("GET", path, null).status()).isEqualTo(404);
    assertThat(admin("PATCH", path, "{}").status()).isEqualTo(404);
    assertThat(admin("GET", path + "/topics", null).status()).isEqualTo(404);
  }

  private JsonNode made(ObjectNode body, String suffix) {
    Answer made = make(body.deepCopy().put("id", id + suffix));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private static void refused(Answer answer, int status, String member) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(answer.json().get("detail").stringValue()).startsWith(member + " ");
  }

  private Answer make(ObjectNode body) {
    return admin("POST", ALL, body.toString());
  }

  private Answer admin(String method, String at, String body) {
    return api.callAs(RunningApi.ADMIN_KEY, method, at, body);
  }

  private ObjectNode body() {
    ObjectNode body = Json.MAPPER.createObjectNode().put("id", id).put("name", "Shop");
    body.putArray("allowedOrigins").add("https://shop.example");
    var topics = body.putArray("topics");
    topics.addObject().put("id", "sport").put("name", "Sport");
    topics.addObject().put("id", "news").put("name", "News");
    return body.put("vapidSubject", "mailto:push@mail.shop.example");
  }

  private int topicPartitions() throws ExecutionException, InterruptedException {
    String topic = api.notificationsTopic() + "." + id;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", api.kafka()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    }
  }
}
