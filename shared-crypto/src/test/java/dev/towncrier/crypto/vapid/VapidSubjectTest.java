package dev.towncrier.crypto.vapid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidVapidSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VapidSubjectTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:push@example.com",
        "mailto:push+news@sub.example.org",
        "https://example.com",
        "https://example.com/contact?about=push",
        "https://localhost.example.com/"
      })
  void acceptsWhereSomebodyCanBeReached(String value) {
    assertThat(new VapidSubject(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push@example.com",
        "mailto:",
        "mailto:push",
        "mailto: push@example.com",
        "mailto:<push@example.com>",
        "mailto:push@example.com ",
        "mailto:push@example.com,other@example.com",
        "mailto:push@localhost",
        "mailto:push@LOCALHOST",
        "mailto:push@app.localhost",
        "mailto:push@example.invalid",
        "mailto:\"push\"@example.com",
        "mailto:pøsh@example.com",
        "http://example.com",
        "https:",
        "https:///contact",
        "https://localhost",
        "https://localhost:8080/contact",
        "https://localhost./",
        "https://push.invalid/",
        "https://exa mple.com",
        "https://example.com/\"",
        "https://example.com/\\"
      })
  void refusesTheRestAndNamesIt(String value) {
    assertThatExceptionOfType(InvalidVapidSubject.class)
        .isThrownBy(() -> new VapidSubject(value))
        .withMessageContaining("\"" + value + "\"");
  }
}
