package dev.towncrier.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.infrastructure.LoopbackPorts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageIT {
  private static final String EVENT =
      "{\"id\": \"storm\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"Storm\"}}";

  private final RunningApi api = RunningApi.shared();

  @Test
  void keepsTheClaimWhileKafkaIsAwaySoThatTheRequestCanBeRepeated() {
    String path = "/v1/applications/" + api.newApplication().id() + "/notifications";
    try (RunningApi cut =
        api.another(
            Map.of(
                "spring.kafka.bootstrap-servers",
                "127.0.0.1:" + LoopbackPorts.anyFree(),
                "spring.kafka.producer.properties.max.block.ms",
                "300"))) {
      Answer refused = cut.callAs(RunningApi.ADMIN_KEY, "POST", path, EVENT);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(refused.json().get("detail").stringValue()).contains("Kafka").contains("storm");
      Answer readiness = cut.get("/actuator/health/readiness");
      assertThat(readiness.status()).isEqualTo(503);
      assertThat(readiness.json().at("/components/kafka/status").stringValue()).isEqualTo("DOWN");
      assertThat(readiness.json().at("/components/db/status").stringValue()).isEqualTo("UP");
      assertThat(cut.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    assertThat(api.callAs(RunningApi.ADMIN_KEY, "POST", path, EVENT).status()).isEqualTo(202);
  }

  @Test
  void saysThatPostgresIsAway() {
    String path = "/v1/applications/" + api.newApplication().id() + "/config";
    try (RunningApi cut =
        api.another(
            Map.of(
                "spring.datasource.url",
                "jdbc:postgresql://127.0.0.1:" + LoopbackPorts.anyFree() + "/nothing",
                "spring.datasource.hikari.connection-timeout",
                "300",
                "towncrier.store.migrate",
                "false"))) {
      Answer refused = cut.get(path);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(cut.get("/actuator/health/readiness").status()).isEqualTo(503);
    }
  }

  @Test
  void isReadyWhenBothAnswer() {
    Answer readiness = api.get("/actuator/health/readiness");

    assertThat(readiness.status()).isEqualTo(200);
    assertThat(readiness.json().get("components").propertyNames())
        .containsExactlyInAnyOrder("readinessState", "db", "kafka", "schema", "keys");
  }
}
