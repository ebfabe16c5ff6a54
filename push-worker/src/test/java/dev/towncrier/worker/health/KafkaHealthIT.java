package dev.towncrier.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaAdmin;

class KafkaHealthIT {
  @Test
  void isUpWhileABrokerAnswers() {
    assertThat(status(TestInfrastructure.kafka())).isEqualTo(Status.UP);
    assertThat(status("127.0.0.1:" + LoopbackPorts.anyFree())).isEqualTo(Status.DOWN);
  }

  private static Status status(String brokers) {
    return new KafkaHealth(new KafkaAdmin(Map.of("bootstrap.servers", brokers)))
        .health()
        .getStatus();
  }
}
