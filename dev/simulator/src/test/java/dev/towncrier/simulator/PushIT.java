package dev.towncrier.simulator;

import static dev.towncrier.simulator.TestClient.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.towncrier.simulator.ledger.PushReceived;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushIT {
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
  void acceptsAPushOverTlsAndHttp2() throws Exception {
    PushSubscription subscription = subscribe();
    var request =
        push(server, subscription, "hello", NOW)
            .header("Urgency", "high")
            .header("Topic", "order-1")
            .header("Content-Type", "application/notification+json");
    HttpResponse<String> answer = client.send(request);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.headers().firstValue("TTL")).contains("60");
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(simulator.httpsOrigin() + "/message/");
    PushReceived received = onlyEntry();
    assertThat(received.endpoint()).isEqualTo(subscription.endpoint());
    assertThat(received.token()).isEqualTo(subscription.token());
    assertThat(received.at()).isEqualTo(NOW);
    assertThat(received.status()).isEqualTo(201);
    assertThat(received.vapid()).isEqualTo("valid");
    assertThat(received.decrypted()).isTrue();
    assertThat(received.plaintext()).isEqualTo("hello");
    assertThat(received.failure()).isNull();
    assertThat(received.protocol()).isEqualTo("HTTP/2.0");
    assertThat(received.headers().urgency()).isEqualTo("high");
    assertThat(received.headers().topic()).isEqualTo("order-1");
    assertThat(received.headers().contentType()).isEqualTo("application/notification+json");
  }

  @Test
  void acceptsAPushInClearTextOnTheSamePort() throws Exception {
    PushSubscription subscription =
        simulator.subscribe(SubscriptionOrder.of(1, server.key()).overHttp()).getFirst();
    assertThat(subscription.endpoint()).startsWith(simulator.httpOrigin() + "/push/");
    HttpResponse<String> answer = client.send(push(server, subscription, "hello", NOW));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(onlyEntry().protocol()).isEqualTo("HTTP/1.1");
    assertThat(onlyEntry().plaintext()).isEqualTo("hello");
  }

  @Test
  void tellsAnUnknownSubscriptionFromAnEndedOne() throws Exception {
    PushSubscription subscription = subscribe();
    assertThat(simulator.unsubscribe(subscription.token())).isTrue();
    assertRefused(push(server, subscription, "hello", NOW), 410, "\"errno\": 106");
    var never = new PushSubscription(subscription.endpoint() + "x", null, subscription.keys());
    assertRefused(push(server, never, "hello", NOW), 404, "\"errno\": 102");
    assertThat(simulator.unsubscribe("never")).isFalse();
  }

  @Test
  void refusesAnotherKeyThanTheSubscriptions() throws Exception {
    var other = new ApplicationServer();
    assertRefused(push(other, subscribe(), "hello", NOW), 403, "VAPID credentials");
    assertThat(onlyEntry().vapid()).contains("another key");
  }

  @Test
  void refusesAnInvalidToken() throws Exception {
    var request =
        push(server, subscribe(), "hello", NOW).setHeader("Authorization", "vapid t=a,k=b");
    assertRefused(request, 401, "\"errno\": 109");
    assertRefused(
        push(server, subscribe(), "hello", NOW.minus(Duration.ofDays(1))), 401, "\"errno\": 109");
  }

  @Test
  void refusesWhatRfc8030DoesNotAllow() throws Exception {
    PushSubscription subscription = subscribe();
    assertRefused(good(subscription).setHeader("TTL", "-1"), 400, "\"errno\": 112");
    assertRefused(good(subscription).header("Topic", "a topic"), 400, "\"errno\": 113");
    assertRefused(good(subscription).header("Topic", "a".repeat(33)), 400, "\"errno\": 113");
    assertRefused(good(subscription).header("Urgency", "urgent"), 400, "Urgency");
    assertRefused(
        good(subscription).setHeader("Content-Encoding", "aesgcm"), 400, "\"errno\": 110");
    var withoutTtl =
        HttpRequest.newBuilder(good(subscription).build(), (name, _) -> !name.equals("TTL"));
    assertRefused(withoutTtl, 400, "\"errno\": 111");
    assertThat(client.send(good(subscription).GET()).statusCode()).isEqualTo(405);
  }

  @Test
  void refusesABodyOver4096Bytes() throws Exception {
    PushSubscription subscription = subscribe();
    var most = push(server, subscription, "a".repeat(3_993), NOW);
    assertThat(client.send(most).statusCode()).isEqualTo(201);
    assertRefused(push(server, subscription, "a".repeat(3_994), NOW), 413, "\"errno\": 104");
    var unknownLength =
        good(subscription)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[20_000])));
    assertRefused(unknownLength, 413, "\"errno\": 104");
    assertThat(simulator.ledger().entries().getLast().push().bytes()).isGreaterThan(4_096);
  }

  @Test
  void recordsWhatItCouldNotDecrypt() throws Exception {
    var noise = good(subscribe()).POST(BodyPublishers.ofByteArray(new byte[200]));
    assertThat(client.send(noise).statusCode()).isEqualTo(201);
    assertThat(onlyEntry().decrypted()).isFalse();
    assertThat(onlyEntry().failure()).contains("keyid");
  }

  @Test
  void acceptsAPushWithoutABody() throws Exception {
    var empty = good(subscribe()).POST(BodyPublishers.noBody());
    assertThat(client.send(empty).statusCode()).isEqualTo(201);
    assertThat(onlyEntry().decrypted()).isNull();
  }

  @Test
  void answersAsScriptedAndThenAsEver() throws Exception {
    PushSubscription subscription = subscribe();
    simulator.answers(
        subscription,
        ScriptedAnswer.times(1, 429).withHeader("Retry-After", "7").withBody("slow down"),
        ScriptedAnswer.times(1, 202).after(Duration.ofMillis(50)));
    HttpResponse<String> first = client.send(good(subscription));
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(first.body()).isEqualTo("slow down");
    HttpResponse<String> second = client.send(good(subscription));
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.headers().firstValue("Location")).isPresent();
    assertThat(client.send(good(subscription)).statusCode()).isEqualTo(201);
    assertThat(simulator.ledger().entriesOf(subscription.token()))
        .extracting(entry -> entry.push().status(), entry -> entry.push().plaintext())
        .containsExactly(tuple(429, "hello"), tuple(202, "hello"), tuple(201, "hello"));
  }

  @Test
  void verifiesEvenWhenToldToAccept() throws Exception {
    simulator.answers(ScriptedAnswer.always(200));
    assertRefused(push(new ApplicationServer(), subscribe(), "hello", NOW), 403, "VAPID");
  }

  @Test
  void cutsTheConnectionWhenTold() throws Exception {
    PushSubscription secure = subscribe();
    PushSubscription clear =
        simulator.subscribe(SubscriptionOrder.of(1, server.key()).overHttp()).getFirst();
    for (PushSubscription subscription : List.of(secure, clear)) {
      simulator.answers(subscription, ScriptedAnswer.always(ScriptedAnswer.CUT));
      assertThatThrownBy(() -> client.send(good(subscription))).isInstanceOf(IOException.class);
      simulator.scripts().forget(subscription.token());
      assertThat(client.send(good(subscription)).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void keepsItsCertificates() throws Exception {
    byte[] before = Files.readAllBytes(simulator.certificateAuthority());
    try (var second = Simulator.start(SimulatorOptions.in(certificates))) {
      assertThat(Files.readAllBytes(second.certificateAuthority())).isEqualTo(before);
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    var taken = SimulatorOptions.in(certificates).onPort(simulator.port());
    assertThatThrownBy(() -> Simulator.start(taken))
        .hasMessageContaining("port " + simulator.port());
  }

  private PushSubscription subscribe() {
    return simulator.subscribe(SubscriptionOrder.of(1, server.key())).getFirst();
  }

  private HttpRequest.Builder good(PushSubscription subscription) {
    return push(server, subscription, "hello", NOW);
  }

  private void assertRefused(HttpRequest.Builder request, int status, String text)
      throws Exception {
    HttpResponse<String> answer = client.send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
    assertThat(simulator.ledger().entries().getLast().push().status()).isEqualTo(status);
  }

  private PushReceived onlyEntry() {
    assertThat(simulator.ledger().entries()).hasSize(1);
    return simulator.ledger().entries().getFirst().push();
  }
}
