package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What can't be stored is refused with the member and the reason, and nothing is stored. */
class RefusedSubscriptionIT {
  private final RunningApi api = RunningApi.shared();

  static Stream<Arguments> refused() {
    return Stream.of(
        // not JSON, or not an object
        arguments("", 400, "", "JSON"),
        arguments("{", 400, "", "JSON"),
        arguments("{} {}", 400, "", "JSON"),
        arguments("nonsense", 400, "", "JSON"),
        arguments("[]", 400, "", "object"),
        arguments("null", 400, "", "object"),
        arguments("[".repeat(4_000), 400, "", "JSON"),
        // missing or of the wrong type
        arguments("{}", 400, "subscription", "required"),
        arguments("{\"subscription\": 1}", 400, "subscription", "object"),
        arguments("{\"subscription\": {}}", 400, "subscription.endpoint", "required"),
        subscription(s -> s.put("endpoint", 7), 400, "subscription.endpoint", "string"),
        subscription(s -> s.remove("keys"), 400, "subscription.keys", "required"),
        keys(k -> k.remove("auth"), 400, "subscription.keys.auth", "required"),
        keys(k -> k.remove("p256dh"), 400, "subscription.keys.p256dh", "required"),
        keys(k -> k.put("auth", true), 400, "subscription.keys.auth", "string"),
        member("topics", "\"news\"", 400, "topics", "array"),
        member("topics", "[1]", 400, "topics[0]", "must be a string"),
        member("topics", "[[\"" + "x".repeat(4_000) + "\"]]", 400, "topics[0]", "must be a string"),
        member("topics", "[\"" + "x".repeat(65) + "\"]", 400, "topics", "65"),
        member("topics", "[" + "\"news\", ".repeat(50) + "\"news\"]", 400, "topics", "51"),
        member("tags", "[]", 400, "tags", "object"),
        member("tags", "{\"plan\": []}", 400, "tags.plan", "string"),
        member("tags", "{\"plan\": {}}", 400, "tags.plan", "string"),
        unparsed("tags", "{\"n\": 1e999}", 400, "tags.n", "finite"),
        member("tags", "{\"\": 1}", 400, "tags", "name"),
        member("tags", "{\"" + "x".repeat(65) + "\": 1}", 400, "tags", "name"),
        member("tags", "{\"plan\": \"" + "x".repeat(257) + "\"}", 400, "tags.plan", "257"),
        member("tags", "{\"plan\": \"\\u0000\"}", 400, "tags.plan", "U+0000"),
        member("tags", "{\"\\u0000\": 1}", 400, "tags", "U+0000"),
        member("tags", manyTags(51), 400, "tags", "51"),
        member("locale", "1", 400, "locale", "string"),
        member("locale", "\"" + "x".repeat(65) + "\"", 400, "locale", "65"),
        member("timeZone", "{}", 400, "timeZone", "string"),
        member("contentEncodings", "\"aes128gcm\"", 400, "contentEncodings", "array"),
        member("applicationServerKey", "5", 400, "applicationServerKey", "string"),
        // well-formed, but not acceptable
        endpoint("not a url", "absolute URL"),
        endpoint("/relative", "absolute URL"),
        endpoint("https://push.example/x", "push.example"),
        endpoint("http://updates.push.services.mozilla.com/x", "https"),
        endpoint("https://updates.push.services.mozilla.com:8443/x", "port"),
        endpoint("https://me@updates.push.services.mozilla.com/x", "user"),
        endpoint("https://updates.push.services.mozilla.com/x#y", "fragment"),
        endpoint("https://127.0.0.1/x", "127.0.0.1"),
        endpoint("http://127.0.0.1:8444/x", "https"),
        endpoint("http://169.254.169.254/latest", "https"),
        endpoint("https://updates.push.services.mozilla.com.evil.example/x", "evil.example"),
        endpoint("https://updates.push.services.mozilla.com/" + "x".repeat(2_048), "2048"),
        keys(k -> k.put("p256dh", "AAAA"), 422, "subscription.keys.p256dh", "65 bytes"),
        keys(k -> k.put("p256dh", offTheCurve()), 422, "subscription.keys.p256dh", "curve"),
        keys(k -> k.put("p256dh", "*"), 422, "subscription.keys.p256dh", "base64url"),
        keys(k -> k.put("auth", "AAAAAAAAAAAAAAAAAAAA"), 422, "subscription.keys.auth", "16 bytes"),
        keys(k -> k.put("auth", "*"), 422, "subscription.keys.auth", "base64url"),
        member("topics", "[\"news\", \"gossip\"]", 422, "topics", "gossip"),
        unparsed("topics", "[\"\\ud800\"]", 400, "topics", "surrogate"),
        unparsed("tags", "{\"plan\": \"\\ud800\"}", 400, "tags.plan", "surrogate"),
        unparsed("tags", "{\"\\ud800\": 1}", 400, "", "JSON"),
        member("contentEncodings", "[\"aesgcm\"]", 422, "contentEncodings", "aes128gcm"),
        member("applicationServerKey", "\"AAAA\"", 422, "applicationServerKey", "65 bytes"),
        member("userToken", "\"e.y.J\"", 422, "userToken", "no user key"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAndStoresNothing(String body, int status, String member, String reason) {
    String path = "/v1/applications/" + api.newApplication().id() + "/subscriptions";
    long before = api.rows();

    Answer answer = api.call("POST", path, body, Map.of());

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").intValue()).isEqualTo(status);
    assertThat(answer.json().get("type").stringValue()).startsWith("urn:towncrier:problem:");
    assertThat(answer.json().get("title").stringValue()).isNotEmpty();
    assertThat(answer.json().get("detail").stringValue()).contains(member).contains(reason);
    assertThat(answer.json().path("member").asString("")).isEqualTo(member);
    assertThat(api.rows()).isEqualTo(before);
  }

  @Test
  void neverRepeatsTheSecretInAnError() {
    String path = "/v1/applications/" + api.newApplication().id() + "/subscriptions";
    String secret = "c2VjcmV0LXNlY3JldA";

    Answer answer =
        api.call("POST", path, Browser.fresh().withAuth(secret).body().toString(), Map.of());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain(secret);
  }

  @Test
  void readsNoMoreThanEightKilobytes() {
    String path = "/v1/applications/" + api.newApplication().id() + "/subscriptions";
    ObjectNode body = Browser.fresh().body();
    int room = 8 * 1024 - body.put("padding", "").toString().length();
    long before = api.rows();

    Answer over =
        api.call("POST", path, body.put("padding", "x".repeat(room + 1)).toString(), Map.of());
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.json().get("detail").stringValue()).contains("8192 bytes");
    assertThat(api.rows()).isEqualTo(before);

    Answer full =
        api.call("POST", path, body.put("padding", "x".repeat(room)).toString(), Map.of());
    assertThat(full.status()).isEqualTo(201);
  }

  private static Arguments endpoint(String endpoint, String reason) {
    return arguments(
        Browser.fresh().at(endpoint).body().toString(), 422, "subscription.endpoint", reason);
  }

  private static Arguments member(
      String name, String json, int status, String member, String reason) {
    return arguments(Browser.fresh().bodyWith(name, json), status, member, reason);
  }

  /** For JSON that would be another once it was read and written. */
  private static Arguments unparsed(
      String name, String json, int status, String member, String reason) {
    String body = Browser.fresh().bodyWith(name, "\"unparsed\"").replace("\"unparsed\"", json);
    return arguments(body, status, member, reason);
  }

  private static Arguments subscription(
      Consumer<ObjectNode> change, int status, String member, String reason) {
    ObjectNode body = Browser.fresh().body();
    change.accept((ObjectNode) body.get("subscription"));
    return arguments(body.toString(), status, member, reason);
  }

  private static Arguments keys(
      Consumer<ObjectNode> change, int status, String member, String reason) {
    return subscription(s -> change.accept((ObjectNode) s.get("keys")), status, member, reason);
  }

  private static String manyTags(int count) {
    ObjectNode tags = Json.MAPPER.createObjectNode();
    for (int i = 0; i < count; i++) {
      tags.put("tag" + i, i);
    }
    return tags.toString();
  }

  private static String offTheCurve() {
    return "B" + "A".repeat(86);
  }
}
