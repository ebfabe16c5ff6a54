package dev.towncrier.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemIT {
  private final RunningApi api = RunningApi.shared();
  private final String base = "/v1/applications/" + api.newApplication().id();

  @Test
  void describesARouteThatIsNone() {
    isProblem(api.get("/v1/nowhere"), 404, "not-found");
    isProblem(api.get("/nowhere.html"), 404, "not-found");
    isProblem(api.get("/error"), 404, "not-found");
  }

  @Test
  void describesAWrongMethod() {
    Answer answer = api.call("DELETE", base + "/config", null, Map.of());

    isProblem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void describesAnUnsupportedMediaType() {
    isProblem(
        api.call(
            "POST",
            base + "/subscriptions",
            "subscription=1",
            Map.of("Content-Type", "application/x-www-form-urlencoded")),
        415,
        "unsupported-media-type");
  }

  @Test
  void describesToWhoeverWantsNoJson() {
    isProblem(
        api.call("GET", base + "/config", null, Map.of("Accept", "text/html")),
        406,
        "not-acceptable");
    isProblem(
        api.call(
            "GET", "/v1/applications/nobody/config", null, Map.of("Accept", "application/json")),
        404,
        "not-found");
  }

  @Test
  void describesToWhoeverWantsWhatNobodyUnderstands() {
    for (String accept : new String[] {"nonsense", "*/*;q=a", "/", "application/json;q=-1"}) {
      Answer answer = api.call("GET", base + "/none", null, Map.of("Accept", accept));
      isProblem(answer, 404, "not-found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=%ff%fe", "notification=%c0%80"})
  void describesAQueryThatIsNoText(String query) {
    String list = base + "/dead-letters?" + query;

    isProblem(api.callAs(RunningApi.ADMIN_KEY, "GET", list, null), 400, "malformed");
  }

  @Test
  void describesAQueryWithoutEnd() {
    String list = base + "/dead-letters?" + "a&".repeat(2_000);

    isProblem(api.callAs(RunningApi.ADMIN_KEY, "GET", list, null), 400, "malformed");
  }

  @Test
  void describesWhatTheContainerRefuses() {
    isProblem(api.get(base + "/subscriptions/%00"), 400, "bad-request");
  }

  private static void isProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:towncrier:problem:" + type);
    assertThat(answer.json().get("title").stringValue()).isNotEmpty();
    assertThat(answer.json().get("status").intValue()).isEqualTo(status);
    assertThat(answer.json().get("detail").stringValue()).isNotEmpty();
  }
}
