package dev.towncrier.api.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.Site;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ErasuresIT {
  private static final String ANN = "{\"user\": \"ann-4711\"}";

  private final RunningApi api = RunningApi.shared();
  private final Site site = Site.signingBy("EdDSA");
  private String application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication().id();
    path = "/v1/applications/" + application;
    as(RunningApi.ADMIN_KEY, "POST", "/user-keys", site.jwk().toString());
  }

  @Test
  void forgetsAUserAndSaysHowMuchThatWas() {
    Answer one = subscribe("ann-4711");
    subscribe("ann-4711");
    Answer other = subscribe("ben");

    Answer erased = erase(ANN);

    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.json().get("subscriptions").intValue()).isEqualTo(2);
    assertThat(erased.json().get("removedSubscriptions").intValue()).isZero();
    assertThat(erased.json().get("notifications").intValue()).isZero();
    assertThat(get(one).status()).isEqualTo(404);
    assertThat(get(other).status()).isEqualTo(200);
    assertThat(
            api.number(
                "select count(*) from subscription where user_id = 'ann-4711'"
                    + " and application_id = '"
                    + application
                    + "'"))
        .isZero();
  }

  @Test
  void listsWhenAndByWhichKeyButNotWhom() {
    JsonNode made =
        as(RunningApi.ADMIN_KEY, "POST", "/api-keys", "{\"name\": \"k\", \"scopes\": [\"manage\"]}")
            .json();
    subscribe("ann-4711");
    Answer byAdmin = erase(ANN);
    Answer byKey = as(made.get("key").stringValue(), "POST", "/erasures", ANN);

    Answer list = as(RunningApi.ADMIN_KEY, "GET", "/erasures", null);

    assertThat(list.json().get("erasures")).containsExactly(byKey.json(), byAdmin.json());
    assertThat(byAdmin.json().propertyNames())
        .containsExactly("id", "at", "subscriptions", "removedSubscriptions", "notifications");
    assertThat(byKey.json().get("apiKey")).isEqualTo(made.get("id"));
    assertThat(list.body()).doesNotContain("ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"user\": 1}", "{\"user\": \"\"}", "{\"user\": [\"ann\"]}"})
  void wantsAUser(String body) {
    Answer answer = erase(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("member").stringValue()).isEqualTo("user");
    assertThat(as(RunningApi.ADMIN_KEY, "GET", "/erasures", null).json().get("erasures")).isEmpty();
  }

  private Answer subscribe(String user) {
    String token = "\"" + site.token(application, user) + "\"";
    return api.call(
        "POST", path + "/subscriptions", Browser.fresh().bodyWith("userToken", token), Map.of());
  }

  private Answer get(Answer created) {
    return api.callAs(
        created.json().get("token").stringValue(),
        "GET",
        path + "/subscriptions/" + created.json().get("id").stringValue(),
        null);
  }

  private Answer erase(String body) {
    return as(RunningApi.ADMIN_KEY, "POST", "/erasures", body);
  }

  private Answer as(String key, String method, String below, String body) {
    return api.callAs(key, method, path + below, body);
  }
}
