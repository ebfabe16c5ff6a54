package dev.towncrier.runner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortsTest {

  private static final Settings ANY =
      Settings.from(
          Map.of(
              "TOWNCRIER_HTTP_PORT", "0",
              "TOWNCRIER_KAFKA_PORT", "0",
              "TOWNCRIER_PUSH_SERVICE_PORT", "0"));

  @Test
  void areThoseOfTheLastRunWhereAnyWillDo() {
    Ports last = Ports.choose(ANY, Optional.empty());

    assertThat(Ports.choose(ANY, Optional.of(run(last)))).isEqualTo(last);
  }

  @Test
  void avoidWhatIsTakenMeanwhile() throws Exception {
    Ports last = Ports.choose(ANY, Optional.empty());
    try (var other = new ServerSocket(last.kafka(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.choose(ANY, Optional.of(run(last))).kafka())
          .isNotEqualTo(other.getLocalPort());
    }
  }

  @Test
  void nameTheVariableToChangeWhenOneIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Settings settings = Settings.from(Map.of("TOWNCRIER_HTTP_PORT", port));

      assertThatThrownBy(() -> Ports.choose(settings, Optional.empty()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining(port)
          .hasMessageContaining("TOWNCRIER_HTTP_PORT");
    }
  }

  private static RunningSystem run(Ports ports) {
    return new RunningSystem(
        ports.http(),
        ports.kafka(),
        ports.pushService(),
        "jdbc:postgresql://127.0.0.1/towncrier",
        "postgres",
        "postgres",
        "push",
        List.of(),
        Path.of("trusted.pem"),
        Optional.empty());
  }
}
