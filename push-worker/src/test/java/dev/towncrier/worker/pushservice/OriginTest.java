package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://push.example, true, push.example, 443, push.example",
    "https://push.example:8443, true, push.example, 8443, push.example:8443",
    "http://127.0.0.1, false, 127.0.0.1, 80, 127.0.0.1",
    "https://[::1]:9, true, ::1, 9, [::1]:9"
  })
  void hasTheParts(String text, boolean tls, String host, int port, String authority) {
    Origin origin = Origin.of(text);

    assertThat(origin.tls()).isEqualTo(tls);
    assertThat(origin.host()).isEqualTo(host);
    assertThat(origin.port()).isEqualTo(port);
    assertThat(origin.authority().toString()).isEqualTo(authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push.example",
        "ftp://push.example",
        "https://push.example/secret",
        "https:/"
      })
  void isNothingElse(String text) {
    assertThatThrownBy(() -> Origin.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isNotRepeatedWhereItIsWrong() {
    assertThatThrownBy(() -> Origin.of("https://push.example/secret endpoint"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
