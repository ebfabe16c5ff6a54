package dev.towncrier.crypto.vapid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidPushServiceOrigin;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushServiceOriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV, https://push.example.net",
    "HTTPS://Push.Example.NET:443/p, https://push.example.net",
    "https://push.example.net:8443/p?q, https://push.example.net:8443",
    "http://127.0.0.1:80/p, http://127.0.0.1",
    "http://127.0.0.1:443/p, http://127.0.0.1:443",
    "https://[::1]:8443/p, https://[::1]:8443",
  })
  void isSchemeHostAndPortOfTheEndpoint(URI endpoint, String expected) {
    PushServiceOrigin origin = PushServiceOrigin.of(endpoint);
    assertThat(origin).hasToString(expected);
    assertThat(origin.value()).isEqualTo(expected);
    assertThat(origin).isEqualTo(PushServiceOrigin.of(URI.create(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wss://secret.example", "mailto:secret@example.com", "//secret", "secret"})
  void refusesOtherSchemesWithoutQuotingTheEndpoint(URI endpoint) {
    refused(endpoint, "neither https nor http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https:///secret", "https:secret", "https://se_cret.example"})
  void refusesAnEndpointWithoutAHost(URI endpoint) {
    refused(endpoint, "no host");
  }

  private static void refused(URI endpoint, String why) {
    assertThatExceptionOfType(InvalidPushServiceOrigin.class)
        .isThrownBy(() -> PushServiceOrigin.of(endpoint))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cret"));
  }
}
