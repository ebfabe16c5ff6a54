package dev.towncrier.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PagesIT {
  private final RunningApi api = RunningApi.shared();

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/index.html, text/html",
    "/towncrier-sw.js, text/javascript",
    "/towncrier/towncrier.js, text/javascript",
    "/demo.css, text/css",
    "/console, text/html",
    "/console/console.js, text/javascript",
    "/webjars/uplot/dist/uPlot.esm.js, text/javascript",
    "/icon.svg, image/svg+xml"
  })
  void servesTheSiteAsItIs(String path, String type) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'self'")
        .doesNotContain("unsafe-inline");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
  }

  @Test
  void letsEveryPageImportTheLibraryAndNothingElse() {
    assertThat(api.get("/towncrier/towncrier.js").header("Access-Control-Allow-Origin"))
        .isEqualTo("*");
    assertThat(api.get("/demo.js").header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void describesItselfAsOpenApi() {
    JsonNode paths = api.get("/v3/api-docs").json().get("paths");

    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/applications",
            "/v1/applications/{application}",
            "/v1/applications/{application}/topics",
            "/v1/applications/{application}/topics/{topic}",
            "/v1/applications/{application}/config",
            "/v1/applications/{application}/subscriptions",
            "/v1/applications/{application}/subscriptions/{id}",
            "/v1/applications/{application}/subscriptions/import",
            "/v1/applications/{application}/subscriptions/export",
            "/v1/applications/{application}/vapid-keys",
            "/v1/applications/{application}/vapid-keys/import",
            "/v1/applications/{application}/vapid-keys/rotate",
            "/v1/applications/{application}/vapid-keys/{id}/retire",
            "/v1/applications/{application}/subscriptions/{id}/user",
            "/v1/applications/{application}/subscriptions/{id}/test",
            "/v1/applications/{application}/receipts",
            "/v1/applications/{application}/statistics",
            "/v1/applications/{application}/analytics",
            "/v1/applications/{application}/push-services",
            "/v1/applications/{application}/stream",
            "/v1/applications/{application}/notifications",
            "/v1/applications/{application}/notifications/{id}",
            "/v1/applications/{application}/notifications/{id}/cancel",
            "/v1/applications/{application}/notifications/{id}/pause",
            "/v1/applications/{application}/notifications/{id}/resume",
            "/v1/applications/{application}/audience-count",
            "/v1/applications/{application}/api-keys",
            "/v1/applications/{application}/api-keys/{id}",
            "/v1/applications/{application}/user-keys",
            "/v1/applications/{application}/user-keys/{id}",
            "/v1/applications/{application}/erasures",
            "/v1/applications/{application}/dead-letters",
            "/v1/applications/{application}/dead-letters/replay");
    JsonNode publish = paths.at("/~1v1~1applications~1{application}~1notifications/post");
    assertThat(publish.get("parameters"))
        .extracting(parameter -> parameter.get("name").stringValue())
        .containsExactlyInAnyOrder("application", "traceparent");
    assertThat(publish.at("/requestBody/required").booleanValue()).isTrue();
    JsonNode body = publish.at("/requestBody/content/application~1json");
    assertThat(body.at("/schema/type").stringValue()).isEqualTo("object");
    assertThat(body.at("/example/notification/title").stringValue())
        .isEqualTo("Hello {{name|there}}");
    assertThat(publish.get("responses").propertyNames()).containsExactly("202", "default");
    assertThat(publish.get("security").toString()).contains("apiKey");
    assertThat(publish.get("description").stringValue()).isEqualTo("Needs the scope publish.");
  }

  @Test
  void showsTheDescriptionAsAPage() {
    Answer redirect = api.get("/swagger-ui.html");
    assertThat(redirect.status()).isEqualTo(302);

    Answer page = api.get(redirect.header("Location"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui").doesNotContain("<script>", "<style>");
  }

  @Test
  void tellsPrometheusHowItIsWithoutNamingAnyone() {
    String path = "/v1/applications/" + api.newApplication().id() + "/config";
    api.get(path);

    Answer metrics = api.get("/actuator/prometheus");

    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.body())
        .contains("uri=\"/v1/applications/{application}/config\"")
        .doesNotContain(path);
    assertThat(api.get("/actuator/env").status()).isEqualTo(404);
  }
}
