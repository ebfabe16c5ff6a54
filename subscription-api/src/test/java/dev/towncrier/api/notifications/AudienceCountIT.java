package dev.towncrier.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Application;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AudienceCountIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/audience-count";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"all\": true} | 4",
        "{\"topics\": [\"news\"]} | 2",
        "{\"topics\": []} | 0",
        "{\"users\": [\"nobody\"]} | 0",
        "{\"tags\": {\"plan\": \"pro\"}} | 2",
        "{\"tags\": {\"plan\": {\"not\": \"pro\"}}} | 2",
        "{\"tags\": {\"age\": {\"atLeast\": 18}}} | 1",
        "{\"tags\": {\"age\": {\"exists\": true}}} | 3",
        "{\"topics\": [\"news\"], \"tags\": {\"plan\": \"pro\"}} | 1",
        "{\"topics\": [\"news\"], \"exclude\": {\"tags\": {\"plan\": \"pro\"}}} | 1",
        "{\"all\": true, \"exclude\": {\"topics\": [\"news\", \"sport\"]}} | 1"
      })
  void countsWhoIsInTheAudience(String audience, int count) {
    subscribe("[\"news\"]", "{\"plan\": \"pro\", \"age\": 41}");
    subscribe("[\"news\", \"sport\"]", "{\"plan\": \"free\", \"age\": \"old enough\"}");
    subscribe("[\"sport\"]", "{\"plan\": \"pro\", \"age\": 17.5}");
    subscribe("[]", "{}");

    Answer answer = count("{\"audience\": %s}".formatted(audience));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"count\":" + count + "}");
  }

  @Test
  void sendsNothing() {
    subscribe("[]", "{}");
    long before = api.rows();

    count("{\"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hello\"}}");

    assertThat(api.rows()).isEqualTo(before);
    assertThat(PublishedEvents.of(api, application.id())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | audience | is required",
        "{\"audience\": []} | audience | must be a JSON object",
        "{\"audience\": {}} | audience | needs at least one of",
        "{\"audience\": {\"exclude\": {\"all\": true}}} | audience | exclude alone names nobody",
        "{\"audience\": {\"topics\": \"news\"}} | audience.topics | must be an array",
        "{\"audience\": {\"tags\": {\"age\": []}}} | audience.tags.age | must be a string",
        "{\"audience\": {\"tags\": {\"age\": {\"atLeast\": \"x\"}}}} | audience.tags.age.atLeast |"
            + " must be a finite number",
        "{\"audience\": {\"all\": true, \"exclude\": {}}} | audience.exclude | needs at least one",
        "{\"audience\": {\"all\": true, \"exclude\": {\"all\": true, \"exclude\": {\"all\": true}}}} |"
            + " audience.exclude.exclude | must not stand within an exclude"
      })
  void namesTheMemberThatIsWrong(String body, String member, String problem) {
    Answer answer = count(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(answer.json().get("detail").stringValue()).startsWith(member).contains(problem);
  }

  @Test
  void wantsJson() {
    assertThat(count("").status()).isEqualTo(400);
    assertThat(count("[]").status()).isEqualTo(400);
    assertThat(count("{\"x\": \"" + "y".repeat(64 * 1024) + "\"}").status()).isEqualTo(413);
  }

  @Test
  void wantsAKeyAndAnApplication() {
    String everyone = "{\"audience\": {\"all\": true}}";

    assertThat(api.call("POST", path, everyone, Map.of()).status()).isEqualTo(401);
    assertThat(api.callAs("wrong", "POST", path, everyone).status()).isEqualTo(403);
    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "POST",
                    "/v1/applications/nobody/audience-count",
                    everyone)
                .status())
        .isEqualTo(404);
  }

  @Test
  void isDescribed() {
    JsonNode post =
        api.get("/v3/api-docs")
            .json()
            .at("/paths/~1v1~1applications~1{application}~1audience-count/post");

    assertThat(
            post.at("/requestBody/content/application~1json/example/audience/topics/0")
                .stringValue())
        .isEqualTo("news");
    assertThat(post.get("responses").propertyNames()).containsExactly("200", "default");
    assertThat(post.get("security").toString()).contains("apiKey");
  }

  private void subscribe(String topics, String tags) {
    ObjectNode body = Browser.fresh().body();
    body.set("topics", Json.MAPPER.readTree(topics));
    body.set("tags", Json.MAPPER.readTree(tags));
    Answer answer =
        api.call(
            "POST",
            "/v1/applications/" + application.id() + "/subscriptions",
            body.toString(),
            Map.of());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private Answer count(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path, body);
  }
}
