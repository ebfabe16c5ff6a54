package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
  private final Application application =
      new Application(
          "demo",
          "Demo",
          List.of("https://shop.example", "https://dev.example:8443", "http://localhost:*"),
          List.of(new Application.Topic("news", "News"), new Application.Topic("sport", "Sport")),
          new VapidSubject("mailto:ops@shop.example"),
          "https://shop.example/",
          true,
          UUID.fromString("01980000-0000-7000-8000-00000000000a"),
          "BA",
          1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://dev.example:8443",
        "http://localhost",
        "http://localhost:80",
        "http://localhost:3000",
        "http://localhost:65535"
      })
  void allowsItsOrigins(String origin) {
    assertThat(application.allowsOrigin(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://shop.example.evil.example",
        "https://www.shop.example",
        "https://SHOP.example",
        "https://dev.example",
        "https://localhost:3000",
        "http://localhost:",
        "http://localhost:*",
        "http://localhost:3000/",
        "http://localhost:3000\n",
        "http://localhost:80@evil.example",
        "http://localhost.evil.example:3000",
        "http://localhostX3000"
      })
  void allowsNoOtherOrigin(String origin) {
    assertThat(application.allowsOrigin(origin)).isFalse();
  }

  @Test
  void knowsItsTopics() {
    assertThat(application.topicIds()).containsExactlyInAnyOrder("news", "sport");
  }
}
