package dev.towncrier.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersIT {
  private final RunningApi api = RunningApi.shared();
  private final String base = "/v1/applications/" + api.newApplication().id();

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/towncrier/towncrier.js, 200",
    "/nowhere.html, 404",
    "/v1/applications/nobody/config, 404",
    "/v1/applications/demo/notifications, 401",
    "/v1/applications/demo/%00, 400",
    "/v3/api-docs, 200",
    "/swagger-ui/index.html, 200",
    "/actuator/health, 200"
  })
  void tellBrowsersToTrustNoMoreThanTheyMust(String path, int status) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src '", "frame-ancestors 'none'")
        .doesNotContain("unsafe-eval");
    assertThat(answer.header("Referrer-Policy")).isNotEmpty();
    assertThat(answer.header("Strict-Transport-Security")).isEmpty(); // this is plain HTTP
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void letNobodyKeepAnswersWithTokensOrKeys() {
    Answer subscribed =
        api.call("POST", base + "/subscriptions", Browser.fresh().body().toString(), Map.of());
    Answer key =
        api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            base + "/api-keys",
            "{\"name\": \"Shop\", \"scopes\": [\"read\"]}");

    assertThat(subscribed.status()).isEqualTo(201);
    assertThat(subscribed.header("Cache-Control")).isEqualTo("no-store");
    assertThat(key.status()).isEqualTo(201);
    assertThat(key.header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.get("/%761" + base.substring(3) + "/config"))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(200))
        .satisfies(answer -> assertThat(answer.header("Cache-Control")).isEqualTo("no-store"));
  }
}
