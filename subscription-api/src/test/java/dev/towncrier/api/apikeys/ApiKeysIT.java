package dev.towncrier.api.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Routes;
import dev.towncrier.api.Routes.Route;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.store.Application;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ApiKeysIT {
  private static final String AUDIENCE = "{\"audience\": {\"all\": true}}";

  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/api-keys";
  }

  @Test
  void showsAKeyOnceAndThenOnlyWhatItIs() {
    Answer made =
        api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            path,
            """
            {"name": "Shop", "scopes": ["read", "publish"], "expiresAt": "2090-01-31T00:00:00Z"}\
            """);

    assertThat(made.status()).isEqualTo(201);
    String key = made.json().get("key").stringValue();
    assertThat(key).hasSize(43);
    Answer list = api.callAs(RunningApi.ADMIN_KEY, "GET", path, null);
    assertThat(list.body()).doesNotContain(key);
    JsonNode listed = list.json().get("apiKeys").get(0);
    assertThat(listed.get("id")).isEqualTo(made.json().get("id"));
    assertThat(listed.get("name").stringValue()).isEqualTo("Shop");
    assertThat(listed.get("scopes").toString()).isEqualTo("[\"publish\",\"read\"]");
    assertThat(listed.get("expiresAt").stringValue()).isEqualTo("2090-01-31T00:00:00Z");
  }

  @Test
  void opensWhatItsScopesSayOnEveryRoute() {
    String publish = key("publish");
    String read = key("read");
    String manage = key("manage");

    for (Route route : routes()) {
      boolean publishes =
          route.template().endsWith("/audience-count")
              || route.template().endsWith("/test")
              || (route.template().endsWith("/notifications") && route.method().equals("POST"));
      // An export gives secrets away.
      boolean reads = route.method().equals("GET") && !route.template().endsWith("/export");
      assertThat(isOpenTo(publish, route)).as("publish on " + route).isEqualTo(publishes);
      assertThat(isOpenTo(read, route)).as("read on " + route).isEqualTo(reads);
      assertThat(isOpenTo(manage, route)).as("manage on " + route).isTrue();
    }
  }

  @Test
  void opensNothingWhenItIsNoneOnAnyRoute() {
    for (Route route : routes()) {
      String at = route.path(application.id());
      assertThat(api.callAs("none", route.method(), at, route.body()).status())
          .as(route.toString())
          .isEqualTo(403);
    }
  }

  @Test
  void opensNothingOnceItWasRevoked() {
    Answer made = make("{\"name\": \"Shop\", \"scopes\": [\"manage\"]}");
    String key = made.json().get("key").stringValue();
    String own = path + "/" + made.json().get("id").stringValue();

    assertThat(api.callAs(key, "DELETE", own, null).status()).isEqualTo(204);

    assertThat(api.callAs(key, "GET", path, null).status()).isEqualTo(403);
    assertThat(api.callAs(RunningApi.ADMIN_KEY, "DELETE", own, null).status()).isEqualTo(404);
  }

  @Test
  void opensNothingOnceItHasExpired() {
    String key = key("read");
    api.execute(
        "update api_key set expires_at = now() where application_id = '" + application.id() + "'");

    assertThat(api.callAs(key, "GET", path, null).status()).isEqualTo(403);
  }

  @Test
  void worksWhereNoAdminKeyIsConfigured() {
    String key = key("publish");
    try (RunningApi without = api.another(Map.of("towncrier.admin-key", ""))) {
      String count = "/v1/applications/" + application.id() + "/audience-count";
      assertThat(without.callAs(key, "POST", count, AUDIENCE).status()).isEqualTo(200);
      assertThat(without.callAs(RunningApi.ADMIN_KEY, "POST", count, AUDIENCE).status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                    | 400 | name",
        "{\"name\": \"\", \"scopes\": [\"read\"]}              | 400 | name",
        "{\"name\": \"a\"}                                     | 400 | scopes",
        "{\"name\": \"a\", \"scopes\": []}                     | 400 | scopes",
        "{\"name\": \"a\", \"scopes\": \"read\"}               | 400 | scopes",
        "{\"name\": \"a\", \"scopes\": [\"admin\"]}            | 422 | scopes",
        "{\"name\": \"a\", \"scopes\": [\"READ\"]}             | 422 | scopes",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"soon\"} | 400 | expiresAt",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"}"
            + " | 422 | expiresAt",
        "{\"name\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"+99999-01-01T00:00:00Z\"}"
            + " | 422 | expiresAt",
      })
  void refusesWhatIsNoKey(String body, int status, String member) {
    Answer answer = make(body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(api.callAs(RunningApi.ADMIN_KEY, "GET", path, null).json().get("apiKeys")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "01980000-0000-7000-8000-000000000001"})
  void saysThatThereIsNoSuchKey(String id) {
    Answer answer = api.callAs(RunningApi.ADMIN_KEY, "DELETE", path + "/" + id, null);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").stringValue()).contains("no API key of this id");
  }

  private List<Route> routes() {
    List<Route> routes = Routes.forServices(api).toList();
    assertThat(routes).hasSizeGreaterThan(10);
    return routes;
  }

  private boolean isOpenTo(String key, Route route) {
    return api.callAs(key, route.method(), route.path(application.id()), route.body()).status()
        != 403;
  }

  private String key(String scope) {
    return make("{\"name\": \"of a test\", \"scopes\": [\"" + scope + "\"]}")
        .json()
        .get("key")
        .stringValue();
  }

  private Answer make(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path, body);
  }
}
