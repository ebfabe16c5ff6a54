package dev.towncrier.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EndpointPathTest {

  @Test
  void theNumberIsReadAgain() {
    assertThat(EndpointPath.number(EndpointPath.of(0))).isZero();
    assertThat(EndpointPath.number(EndpointPath.of(1_048_575))).isEqualTo(1_048_575);
  }

  @Test
  void otherPathsHaveNone() {
    assertThat(EndpointPath.number("/push/")).isEqualTo(-1);
    assertThat(EndpointPath.number("/push/x")).isEqualTo(-1);
    assertThat(EndpointPath.number("/push/1048576/a")).isEqualTo(-1);
    assertThat(EndpointPath.number("/")).isEqualTo(-1);
  }

  @Test
  void thereAreOnlySoMany() {
    assertThatIllegalArgumentException().isThrownBy(() -> EndpointPath.of(1_048_576));
    assertThatIllegalArgumentException().isThrownBy(() -> EndpointPath.of(-1));
  }
}
