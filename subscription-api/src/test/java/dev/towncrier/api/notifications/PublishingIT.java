package dev.towncrier.api.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.Application;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublishingIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/notifications";
  }

  @Test
  void handsTheEventToKafkaAsTheWorkerReadsIt() {
    Answer answer =
        post(
            """
            {"id": "order-4711", "audience": {"topics": ["news"], "users": ["anna"]},
             "notification": {"title": "Übergröße \\ud83d\\udce3", "data": {"price": 1.50, "n": null},
               "actions": [{"action": "track", "title": "Track"}]},
             "ttl": 60, "urgency": "high", "collapseKey": "k", "appBadge": 3, "unknown": true}\
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString()).isEqualTo("{\"id\":\"order-4711\"}");
    List<byte[]> records = published();
    assertThat(records).hasSize(1);
    NotificationRequested event = NotificationRequested.parse(records.getFirst());
    assertThat(event.id()).isEqualTo("order-4711");
    assertThat(event.application()).isEqualTo(application.id());
    assertThat(event.content().get("title").stringValue()).isEqualTo("Übergröße 📣");
    assertThat(event.ttl()).hasSeconds(60);
    assertThat(
            api.number(
                "select count(*) from notification where application_id = '"
                    + application.id()
                    + "' and encode(fingerprint, 'hex') = '"
                    + HexFormat.of().formatHex(event.fingerprint())
                    + "' and source_topic is null"))
        .isEqualTo(1);
  }

  @Test
  void handsTheCallersSpanToKafkaWithIt() {
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    postFrom(traceparent, hello("traced", "Hello"));
    postFrom("not a span", hello("untraced", "Hello"));

    assertThat(PublishedEvents.records(api, application.id()))
        .extracting(record -> record.headers().lastHeader("traceparent"))
        .satisfiesExactly(
            header -> assertThat(header.value()).asString().isEqualTo(traceparent),
            header -> assertThat(header).isNull());
  }

  private void postFrom(String traceparent, String body) {
    Answer answer =
        api.call(
            "POST",
            path,
            body,
            Map.of("Authorization", "Bearer " + RunningApi.ADMIN_KEY, "traceparent", traceparent));
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void makesAnIdThatWasLeftOut() {
    Answer answer = post("{\"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hi\"}}");

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().get("id").stringValue();
    assertThat(id).hasSize(36);
    assertThat(NotificationRequested.parse(published().getFirst()).id()).isEqualTo(id);
  }

  @Test
  void takesTheSameRequestTwiceAndAnotherOneWithItsIdNever() {
    assertThat(post(hello("greeting", "Hello")).status()).isEqualTo(202);
    assertThat(post(hello("greeting", "Hello")).status()).isEqualTo(202);

    Answer other = post(hello("greeting", "Goodbye"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().get("member").stringValue()).isEqualTo("id");
  }

  @Test
  void sendsNothingOnceAWorkerHasTheEvent() {
    post(hello("greeting", "Hello"));
    api.execute(
        "update notification set source_topic = 't', source_partition = 0, source_offset = 7"
            + " where application_id = '"
            + application.id()
            + "'");

    assertThat(post(hello("greeting", "Hello")).status()).isEqualTo(202);
    assertThat(published()).hasSize(1);
  }

  @Test
  void showsHowFarANotificationHasCome() {
    post(hello("greeting", "Hello"));

    Answer sending = read("/greeting");
    assertThat(sending.json().propertyNames())
        .containsExactly("id", "state", "counts", "acceptedAt", "deadline", "receipts");
    assertThat(sending.json().get("state").stringValue()).isEqualTo("sending");
    assertThat(sending.json().get("counts")).isEmpty();

    api.execute(
        "update notification set audience_size = 3 where application_id = '"
            + application.id()
            + "'");
    api.execute(
        "insert into outcome_count values ('"
            + application.id()
            + "', 'greeting', 'accepted', 2), ('"
            + application.id()
            + "', 'greeting', 'dead-lettered', 1)");
    Answer sent = read("/greeting");
    assertThat(sent.json().get("state").stringValue()).isEqualTo("sent");
    assertThat(sent.json().get("audience").intValue()).isEqualTo(3);
    assertThat(sent.json().get("counts").toString())
        .isEqualTo("{\"accepted\":2,\"dead-lettered\":1}");
  }

  @Test
  void listsTheNewestFirst() {
    post(hello("first", "Hello"));
    post(hello("second/with a slash", "Hello"));

    Answer answer = read("");

    assertThat(answer.json().get("notifications"))
        .extracting(n -> n.get("id").stringValue())
        .containsExactly("second/with a slash", "first");
    assertThat(read("/second%2Fwith%20a%20slash").status()).isEqualTo(200);
  }

  @Test
  void knowsNoNotificationOfAnotherApplication() {
    post(hello("greeting", "Hello"));

    assertThat(read("/unknown").status()).isEqualTo(404);
    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "GET",
                    "/v1/applications/" + api.newApplication().id() + "/notifications/greeting",
                    null)
                .status())
        .isEqualTo(404);
  }

  @Test
  void wantsAKey() {
    Answer missing = api.call("POST", path, hello("x", "Hello"), Map.of());
    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(api.get(path).status()).isEqualTo(401);
    assertThat(api.callAs("wrong", "POST", path, hello("x", "Hello")).status()).isEqualTo(403);
    assertThat(api.callAs("wrong", "GET", path + "/x", null).status()).isEqualTo(403);
    assertThat(published()).isEmpty();
  }

  static Stream<Arguments> refused() {
    String title = "\"notification\": {\"title\": \"x\"}";
    String all = "\"audience\": {\"all\": true}";
    return Stream.of(
        arguments("", 400, ""),
        arguments("{", 400, ""),
        arguments("[]", 400, ""),
        arguments("{\"x\": \"\\ud800\"}", 422, ""),
        arguments("{}", 422, "audience"),
        arguments("{" + title + "}", 422, "audience"),
        arguments("{\"audience\": {}, " + title + "}", 422, "audience"),
        arguments("{\"audience\": {\"all\": false}, " + title + "}", 422, "audience"),
        arguments("{\"audience\": {\"topics\": \"news\"}, " + title + "}", 422, "audience.topics"),
        arguments(
            "{\"audience\": {\"tags\": {\"age\": []}}, " + title + "}", 422, "audience.tags.age"),
        arguments("{" + all + "}", 422, "notification"),
        arguments("{" + all + ", \"notification\": {}}", 422, "notification.title"),
        arguments("{" + all + ", " + title + ", \"id\": \"\"}", 422, "id"),
        arguments("{" + all + ", " + title + ", \"id\": 5}", 422, "id"),
        arguments("{" + all + ", " + title + ", \"ttl\": -1}", 422, "ttl"),
        arguments("{" + all + ", " + title + ", \"ttl\": 2419201}", 422, "ttl"),
        arguments("{" + all + ", " + title + ", \"urgency\": \"urgent\"}", 422, "urgency"),
        arguments("{" + all + ", " + title + ", \"application\": \"other\"}", 422, "application"),
        arguments(
            "{" + all + ", \"notification\": {\"title\": \"x\", \"navigate\": \"javascript:1\"}}",
            422,
            "notification.navigate"),
        arguments(
            "{" + all + ", \"notification\": {\"title\": \"Hello {{name\"}}",
            422,
            "notification.title"),
        arguments(
            "{" + all + ", " + title + ", \"locales\": {\"nb\": {\"title\": \"\"}}}",
            422,
            "locales.nb.title"),
        arguments("{" + all + ", " + title + ", \"locales\": {\"\": {}}}", 422, "locales"),
        arguments(
            "{"
                + all
                + ", \"notification\": {\"title\": \"x\", \"data\": \""
                + "y".repeat(4_000)
                + "\"}}",
            413,
            ""));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAndPublishesNothing(String body, int status, String member) {
    long before = api.rows();

    Answer answer = post(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("member").asString("")).isEqualTo(member);
    assertThat(answer.json().get("detail").stringValue()).contains(member);
    assertThat(api.rows()).isEqualTo(before);
    assertThat(published()).isEmpty();
  }

  @Test
  void saysHowFarAMessageIsOverTheLimit() {
    // What surrounds the body in the plaintext, in bytes.
    int around = plaintext("fits", "");
    assertThat(post(withBody("fits", 3_993 - around)).status()).isEqualTo(202);

    Answer over = post(withBody("over", 3_994 - around));

    assertThat(over.status()).isEqualTo(413);
    assertThat(over.json().get("detail").stringValue()).contains("3994 bytes").contains("3993");
  }

  @Test
  void saysHowLargeTheLargestCaseMayBecome() {
    // An event's own text, a variable, and what a tag may take for it.
    String body = "y".repeat(3_993 - plaintext("over", "") - 255) + "{{name}}";
    String locales = ", \"locales\": {\"nb\": {\"body\": \"%s\", \"lang\": \"\"}}".formatted(body);

    Answer over = post(withLocales("over", locales));

    int lang = ",\"lang\":\"\"".length();
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.json().get("detail").stringValue())
        .isEqualTo(
            "The push message would have up to %d bytes, over the limit of 3993 bytes."
                .formatted(3_994 + lang));
  }

  @Test
  void warnsOfAMessageThatNotEveryBrowserTakes() {
    int around = plaintext("warn", "");
    String answer = post(withBody("warn", 2_700 - around)).json().toString();
    assertThat(answer).isEqualTo("{\"id\":\"warn\"}");

    Answer warned = post(withBody("more", 2_701 - around));

    assertThat(warned.status()).isEqualTo(202);
    assertThat(warned.json().toString())
        .isEqualTo(
            "{\"id\":\"more\",\"warnings\":[\"The push message has 2701 bytes; over 2700 it may"
                + " not reach Firefox on Android.\"]}");
  }

  @Test
  void handsVariablesAndLocalesToKafka() {
    Answer answer =
        post(
            """
            {"id": "1", "audience": {"all": true},
             "notification": {"title": "Hello {{name|there}}"},
             "locales": {"nb": {"title": "Hei {{name|du}}"}}}\
            """);

    assertThat(answer.status()).isEqualTo(202);
    NotificationRequested event = NotificationRequested.parse(published().getFirst());
    assertThat(event.content().get("title").stringValue()).isEqualTo("Hello {{name|there}}");
    assertThat(event.locales().toString())
        .isEqualTo("{\"nb\":{\"title\":\"Hei {{name|du}}\",\"lang\":\"nb\"}}");
  }

  @Test
  void readsNoMoreThanSixtyFourKilobytes() {
    String body = "{\"padding\": \"" + "x".repeat(64 * 1024) + "\"}";

    assertThat(post(body).status()).isEqualTo(413);
  }

  private static int plaintext(String id, String body) {
    return ("{\"web_push\":8030,\"mutable\":true,\"notification\":{\"tag\":\"0123456789012345678901\","
            + "\"title\":\"x\",\"body\":\""
            + body
            + "\",\"navigate\":\"https://shop.example/\"},\"towncrier\":{\"id\":\""
            + id
            + "\",\"deliveryId\":\"0123456789012345678901\"}}")
        .getBytes(UTF_8)
        .length;
  }

  private static String withBody(String id, int length) {
    return "{\"id\": \""
        + id
        + "\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"x\", \"body\": \""
        + "y".repeat(length)
        + "\"}}";
  }

  private static String withLocales(String id, String locales) {
    return "{\"id\": \""
        + id
        + "\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"x\"}"
        + locales
        + "}";
  }

  private static String hello(String id, String title) {
    return "{\"id\": \""
        + id
        + "\", \"audience\": {\"topics\": [\"news\"]}, \"notification\": {\"title\": \""
        + title
        + "\"}}";
  }

  private Answer post(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path, body);
  }

  private Answer read(String rest) {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", path + rest, null);
  }

  private List<byte[]> published() {
    return PublishedEvents.of(api, application.id());
  }
}
