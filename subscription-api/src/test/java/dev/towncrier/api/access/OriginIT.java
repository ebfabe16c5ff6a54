package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginIT {
  private final RunningApi api = RunningApi.shared();
  private final String base = "/v1/applications/" + api.newApplication().id();

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "http://localhost:8080", "https://shop.example"})
  void letsPagesOfAllowedOriginsReadTheAnswer(String origin) {
    Answer answer = get("/config", origin);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("Location", "ETag");
    assertThat(answer.header("Vary")).isEqualTo("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "http://localhost.evil.example",
        "http://localhost:1.evil.example",
        "https://localhost",
        "null"
      })
  void performsNothingForForeignPages(String origin) {
    long before = api.rows();

    Answer read = get("/config", origin);
    Answer write =
        api.call(
            "POST",
            base + "/subscriptions",
            Browser.fresh().body().toString(),
            Map.of("Origin", origin));

    for (Answer answer : new Answer[] {read, write}) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(api.rows()).isEqualTo(before);
  }

  @Test
  void asksNobodyWithoutAnOrigin() {
    Answer answer = api.get(base + "/config");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%63onfig", "/config;a=b"})
  void isNotFooledByOtherSpellingsOfAPath(String path) {
    assertThat(get(path, "https://evil.example").status()).isEqualTo(403);
  }

  @Test
  void answersPreflights() {
    Answer answer = preflight("/subscriptions/1", "PATCH", "https://shop.example");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT", "PATCH", "DELETE");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "If-Match");
  }

  @Test
  void refusesPreflightsOfForeignPages() {
    assertThat(preflight("/subscriptions", "POST", "https://evil.example").status()).isEqualTo(403);
  }

  @Test
  void letsPagesOfItsOwnOriginCallTheServicesPart() {
    String own = "http://127.0.0.1:" + api.port();
    String closed = "/v1/applications/" + api.newApplication("https://shop.example").id();
    Map<String, String> headers =
        Map.of("Origin", own, "Authorization", "Bearer " + RunningApi.ADMIN_KEY);

    assertThat(api.call("GET", closed + "/notifications", null, headers).status()).isEqualTo(200);
    assertThat(api.call("GET", closed + "/config", null, headers).status()).isEqualTo(403);
  }

  @Test
  void letsNoPageCallTheServicesPart() {
    assertThat(preflight("/notifications", "POST", "https://shop.example").status()).isEqualTo(403);
    assertThat(
            api.call(
                    "GET",
                    base + "/notifications",
                    null,
                    Map.of(
                        "Origin",
                        "https://evil.example",
                        "Authorization",
                        "Bearer " + RunningApi.ADMIN_KEY))
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://a b",
        "http://[::1",
        "http://localhost:99999999999",
        "http://localhost:{port}",
        "null"
      })
  void letsNoPageCallWhatIsAboveAllApplications(String origin) {
    Answer answer =
        api.call(
            "GET",
            "/v1/applications",
            null,
            Map.of("Origin", origin, "Authorization", "Bearer " + RunningApi.ADMIN_KEY));

    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
  }

  @Test
  void knowsNoOriginsOfAnUnknownApplication() {
    assertThat(
            api.call(
                    "GET",
                    "/v1/applications/nobody/config",
                    null,
                    Map.of("Origin", "https://shop.example"))
                .status())
        .isEqualTo(404);
  }

  private Answer get(String path, String origin) {
    return api.call("GET", base + path, null, Map.of("Origin", origin));
  }

  private Answer preflight(String path, String method, String origin) {
    return api.call(
        "OPTIONS",
        base + path,
        null,
        Map.of(
            "Origin",
            origin,
            "Access-Control-Request-Method",
            method,
            "Access-Control-Request-Headers",
            "authorization,content-type"));
  }
}
