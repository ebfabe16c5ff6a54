package dev.towncrier.simulator;

import static dev.towncrier.simulator.TestClient.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.subscription.PushSubscription;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlIT {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir static Path certificates;

  private final ApplicationServer server = new ApplicationServer();
  private Simulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.in(certificates).by(() -> NOW));
    client = new TestClient(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void makesSubscriptionsInTheFormOfThePushApi() throws Exception {
    JsonNode one = client.control("POST", "/subscriptions", "").path(0);
    assertThat(one.propertyNames()).containsExactlyInAnyOrder("endpoint", "expirationTime", "keys");
    assertThat(one.path("endpoint").stringValue()).startsWith(simulator.httpsOrigin() + "/push/");
    assertThat(one.path("expirationTime").isNull()).isTrue();
    assertThat(one.path("keys").path("p256dh").stringValue()).hasSize(87);
    assertThat(one.path("keys").path("auth").stringValue()).hasSize(22);
  }

  @Test
  void makesTenThousandSubscriptionsAtOnce() throws Exception {
    JsonNode made =
        client.control(
            "POST",
            "/subscriptions",
            "{\"applicationServerKey\":\"%s\",\"count\":10000,\"scheme\":\"http\"}"
                .formatted(server.key()));
    assertThat(made).hasSize(10_000);
    assertThat(send(subscription(made.path(9_999)))).isEqualTo(201);
  }

  @Test
  void keepsNoKeysWhenAskedNotToDecrypt() throws Exception {
    JsonNode made = client.control("POST", "/subscriptions", "{\"decrypt\":false}");
    assertThat(send(subscription(made.path(0)))).isEqualTo(201);
    assertThat(simulator.ledger().entries().getFirst().push().decrypted()).isNull();
  }

  @Test
  void scriptsOneSubscriptionOrAll() throws Exception {
    JsonNode made = client.control("POST", "/subscriptions", "{\"count\":2}");
    PushSubscription first = subscription(made.path(0));
    PushSubscription second = subscription(made.path(1));
    client.control("PUT", "/script", "{\"answers\":[{\"status\":503}]}");
    client.control(
        "PUT",
        "/script/" + first.token(),
        "{\"answers\":[{\"status\":404,\"headers\":{\"X\":\"y\"},\"body\":\"no\",\"times\":1}]}");
    assertThat(send(first)).isEqualTo(404);
    assertThat(send(first)).isEqualTo(503);
    assertThat(send(second)).isEqualTo(503);
    client.control("DELETE", "/script", "");
    assertThat(send(second)).isEqualTo(201);
    client.control("PUT", "/script/" + first.token(), "{\"answers\":[{\"status\":500}]}");
    client.control("DELETE", "/script/" + first.token(), "");
    assertThat(send(first)).isEqualTo(201);
  }

  @Test
  void endsASubscription() throws Exception {
    PushSubscription subscription =
        subscription(client.control("POST", "/subscriptions", "{}").path(0));
    client.control("DELETE", "/subscriptions/" + subscription.token(), "");
    assertThat(send(subscription)).isEqualTo(410);
    assertThat(client.controlAnswer("DELETE", "/subscriptions/none", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void showsTheLedgerInPagesAndInSum() throws Exception {
    JsonNode made = client.control("POST", "/subscriptions", "{\"count\":2}");
    for (JsonNode each : made) send(subscription(each));
    JsonNode all = client.control("GET", "/ledger", "");
    assertThat(all).hasSize(2);
    JsonNode entry = all.path(0);
    assertThat(entry.path("seq").intValue()).isEqualTo(1);
    assertThat(entry.path("at").stringValue()).isEqualTo("2026-06-01T12:00:00Z");
    assertThat(entry.path("status").intValue()).isEqualTo(201);
    assertThat(entry.path("headers").path("TTL").stringValue()).isEqualTo("60");
    assertThat(entry.path("vapid").stringValue()).isEqualTo("valid");
    assertThat(entry.path("decrypted").booleanValue()).isTrue();
    assertThat(entry.path("plaintext").stringValue()).isEqualTo("hello");
    assertThat(entry.path("protocol").stringValue()).isEqualTo("HTTP/2.0");
    assertThat(client.control("GET", "/ledger?after=1&limit=5", "")).hasSize(1);
    assertThat(client.control("GET", "/ledger?limit=1", "")).hasSize(1);
    String token = subscription(made.path(1)).token();
    assertThat(client.control("GET", "/ledger?token=" + token, "")).hasSize(1);
    JsonNode summary = client.control("GET", "/ledger/summary", "");
    assertThat(summary.path("accepted").intValue()).isEqualTo(2);
    assertThat(summary.path("byStatus").path("201").intValue()).isEqualTo(2);
    client.control("DELETE", "/ledger", "");
    assertThat(client.control("GET", "/ledger", "")).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    assertProblem("POST", "/subscriptions", "{\"count\":0}", 400, "count");
    assertProblem("POST", "/subscriptions", "{\"scheme\":\"ftp\"}", 400, "scheme");
    assertProblem("POST", "/subscriptions", "{\"applicationServerKey\":\"AA\"}", 400, "65 bytes");
    assertProblem("PUT", "/script", "{}", 400, "answers");
    assertProblem("PUT", "/script", "{\"answers\":[{}]}", 400, "status");
    assertProblem("PUT", "/script", "nonsense", 400, "error");
    assertProblem("GET", "/ledger?after=x", "", 400, "after");
    assertProblem("GET", "/nothing", "", 404, "no such resource");
    assertProblem("GET", "/subscriptions", "", 405, "POST");
  }

  private void assertProblem(String method, String path, String body, int status, String text)
      throws Exception {
    HttpResponse<String> answer = client.controlAnswer(method, path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  private int send(PushSubscription subscription) throws Exception {
    return client.send(push(server, subscription, "hello", NOW)).statusCode();
  }

  private static PushSubscription subscription(JsonNode json) {
    return JsonMapper.shared().treeToValue(json, PushSubscription.class);
  }
}
