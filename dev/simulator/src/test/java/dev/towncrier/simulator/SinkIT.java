package dev.towncrier.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SinkIT {
  @TempDir static Path certificates;

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private Simulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.in(certificates).by(() -> now));
    client = new TestClient(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void takesEverythingAndRemembersWhenItCame() throws Exception {
    JsonNode made = client.control("POST", "/sink", "{\"count\":20000}");
    assertThat(made).hasSize(20_000);
    assertThat(made.path(0).path("keys").path("p256dh").stringValue()).hasSize(87);
    assertThat(made.path(3).path("endpoint").stringValue())
        .isEqualTo(simulator.httpsOrigin() + "/sink/3");

    assertThat(push(made.path(3))).isEqualTo(201);
    now = now.plusMillis(5);
    assertThat(push(made.path(3))).isEqualTo(201);
    assertThat(push(made.path(19_999))).isEqualTo(201);

    JsonNode summary = client.control("GET", "/sink/summary", "");
    assertThat(summary.path("requests").intValue()).isEqualTo(3);
    assertThat(summary.path("endpoints").intValue()).isEqualTo(2);
    assertThat(summary.path("repeats").intValue()).isEqualTo(1);
    JsonNode arrivals = client.control("GET", "/sink/arrivals", "");
    assertThat(arrivals).hasSize(2);
    assertThat(arrivals.path(0).path("number").intValue()).isEqualTo(3);
    assertThat(arrivals.path(0).path("count").intValue()).isEqualTo(2);
    assertThat(arrivals.path(0).path("firstMicros").longValue()).isEqualTo(1_780_315_200_000_000L);
    assertThat(arrivals.path(0).path("lastMicros").longValue()).isEqualTo(1_780_315_200_005_000L);
    assertThat(client.control("GET", "/sink/arrivals?after=3&limit=9", "")).hasSize(1);
    assertThat(client.control("GET", "/sink/arrivals?limit=1", "")).hasSize(1);
    assertThat(simulator.ledger().entries()).isEmpty();
  }

  @Test
  void goesOnCountingFromTheNextNumber() throws Exception {
    JsonNode first = client.control("POST", "/sink", "{\"count\":2}").path(1);
    JsonNode second = client.control("POST", "/sink", "{\"scheme\":\"http\"}").path(0);
    assertThat(second.path("endpoint").stringValue()).isEqualTo(simulator.httpOrigin() + "/sink/2");
    assertThat(push(first)).isEqualTo(201);
    client.control("DELETE", "/sink", "");
    assertThat(simulator.sink().summary().requests()).isZero();
    assertThat(push(second)).isEqualTo(201);
    assertThat(simulator.sink().summary().endpoints()).isEqualTo(1);
  }

  @Test
  void knowsOnlyTheEndpointsItMade() throws Exception {
    simulator.sink().subscribe(1, simulator.httpsOrigin());
    assertThat(push(simulator.httpsOrigin() + "/sink/1")).isEqualTo(404);
    assertThat(client.controlAnswer("POST", "/sink", "{\"count\":0}").statusCode()).isEqualTo(400);
    assertThat(client.controlAnswer("GET", "/sink", "").statusCode()).isEqualTo(405);
  }

  private int push(JsonNode subscription) throws Exception {
    return push(subscription.path("endpoint").stringValue());
  }

  private int push(String endpoint) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .POST(BodyPublishers.ofByteArray("anything".getBytes(UTF_8))))
        .statusCode();
  }
}
