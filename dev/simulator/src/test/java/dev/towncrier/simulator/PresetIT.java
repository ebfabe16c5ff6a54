package dev.towncrier.simulator;

import static dev.towncrier.simulator.TestClient.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.simulator.ledger.PushReceived;
import dev.towncrier.simulator.script.Preset;
import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetIT {
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

  @ParameterizedTest
  @EnumSource
  void playsEveryRowAtItsServicesHost(Preset preset) throws Exception {
    String host = preset.service().host();
    PushSubscription subscription =
        simulator.subscribe(SubscriptionOrder.of(1, server.key()).at(host)).getFirst();
    client.control(
        "PUT",
        "/script?host=" + host,
        "{\"answers\":[{\"preset\":\"%s\",\"times\":1}]}".formatted(preset.word()));

    HttpResponse<String> answer = client.send(push(server, subscription, "hello", NOW));

    assertThat(answer.statusCode()).isEqualTo(preset.status());
    var told = preset.answer(NOW);
    told.headers()
        .forEach((name, value) -> assertThat(answer.headers().firstValue(name)).contains(value));
    assertThat(answer.body()).isEqualTo(told.body() == null ? "" : told.body());
    PushReceived received = simulator.ledger().entries().getFirst().push();
    assertThat(received.endpoint()).startsWith("https://" + host + ":");
    assertThat(received.status()).isEqualTo(preset.status());
    assertThat(received.vapid()).isEqualTo("valid");
    assertThat(client.send(push(server, subscription, "hello", NOW)).statusCode()).isEqualTo(201);
  }

  @Test
  void leavesOtherHostsAlone() throws Exception {
    String host = Preset.Service.FCM.host();
    simulator.answersAt(host, Preset.FCM_429.answer(NOW));
    var order = SubscriptionOrder.of(1, server.key());
    PushSubscription there = simulator.subscribe(order.at(host)).getFirst();
    PushSubscription elsewhere = simulator.subscribe(order).getFirst();
    assertThat(client.send(push(server, there, "hello", NOW)).statusCode()).isEqualTo(429);
    assertThat(client.send(push(server, elsewhere, "hello", NOW)).statusCode()).isEqualTo(201);
    client.control("DELETE", "/script?host=" + host, "");
    assertThat(client.send(push(server, there, "hello", NOW)).statusCode()).isEqualTo(201);
  }

  @Test
  void writesATimeToComeAgainInBothForms() {
    assertThat(Preset.RATE_LIMITED_429_SECONDS.answer(NOW).headers())
        .containsEntry("Retry-After", "2");
    assertThat(Preset.RATE_LIMITED_429_DATE.answer(NOW).headers())
        .containsEntry("Retry-After", "Mon, 01 Jun 2026 12:00:02 GMT");
  }

  @Test
  void namesEachRowOnce() {
    Set<String> names = Stream.of(Preset.values()).map(Preset::word).collect(Collectors.toSet());
    assertThat(names)
        .hasSameSizeAs(Preset.values())
        .contains("fcm-key-mismatch", "mozilla-401-109", "apple-bad-jwt", "wns-dropped");
    assertThat(names).allSatisfy(name -> assertThat(Preset.of(name).word()).isEqualTo(name));
    assertThatThrownBy(() -> Preset.of("none")).hasMessageContaining("wns-throttled");
  }
}
