package dev.towncrier.api.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsIT {
  private final RunningApi api = RunningApi.shared();
  private final String application = "/v1/applications/" + api.newApplication().id();
  private final String path = application + "/topics";

  @Test
  void listsTopicsInTheirOrder() {
    assertThat(admin("GET", path, null).body())
        .isEqualTo(
            """
            {"topics":[{"id":"news","name":"News","position":0},\
            {"id":"sport","name":"Sport","position":1}]}\
            """);
  }

  @Test
  void offersVisitorsATopicOnceItIsAdded() {
    assertThat(subscribe("[\"art\"]").status()).isEqualTo(422);

    Answer added = add("{\"id\": \"art\", \"name\": \"Art\", \"position\": 0}");

    assertThat(added.status()).as(added.body()).isEqualTo(201);
    assertThat(added.body()).isEqualTo("{\"id\":\"art\",\"name\":\"Art\",\"position\":0}");
    assertThat(added.header("Location")).isEqualTo(path + "/art");
    assertThat(subscribe("[\"art\"]").status()).isEqualTo(201);
    assertThat(api.get(application + "/config").json().at("/topics/0/id").stringValue())
        .isEqualTo("art");
    assertThat(add("{\"id\": \"film\", \"name\": \"Film\"}").json().get("position").intValue())
        .isEqualTo(3);
  }

  @Test
  void changesNameAndPosition() {
    Answer renamed = admin("PATCH", path + "/sport", "{\"name\": \"Sports\"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.body()).isEqualTo("{\"id\":\"sport\",\"name\":\"Sports\",\"position\":1}");

    Answer moved = admin("PATCH", path + "/sport", "{\"position\": 0}");
    assertThat(moved.body()).isEqualTo("{\"id\":\"sport\",\"name\":\"Sports\",\"position\":0}");
    assertThat(admin("PATCH", path + "/sport", "{\"position\": 49}").json().get("position"))
        .hasToString("1");
  }

  @Test
  void bringsNobodyBackWhenATopicIsMadeAgain() {
    Answer visitor = subscribe("[\"news\", \"sport\"]");
    assertThat(count("news")).isOne();

    assertThat(admin("DELETE", path + "/news", null).status()).isEqualTo(204);

    assertThat(count("news")).isZero();
    assertThat(topicsOf(visitor)).isEqualTo("[\"sport\"]");
    Answer refused = subscribe("[\"news\"]");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").stringValue())
        .isEqualTo("topics holds \"news\", which is no topic of this application");
    assertThat(add("{\"id\": \"news\", \"name\": \"News\"}").status()).isEqualTo(201);
    assertThat(count("news")).isZero();
    assertThat(topicsOf(visitor)).isEqualTo("[\"sport\"]");
  }

  @Test
  void refusesASecondOfOneId() {
    Answer refused = add("{\"id\": \"news\", \"name\": \"Other\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").stringValue())
        .isEqualTo("urn:towncrier:problem:topic-taken");
    assertThat(admin("GET", path, null).body()).doesNotContain("Other");
  }

  @Test
  void hasFiftyAtMost() {
    for (int i = 2; i < 50; i++) {
      assertThat(add("{\"id\": \"t" + i + "\", \"name\": \"T\"}").status()).isEqualTo(201);
    }

    Answer refused = add("{\"id\": \"more\", \"name\": \"More\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").stringValue()).contains("50 topics");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"A\"}                                   | 400 | id",
        "{\"id\": \"A\", \"name\": \"A\"}                    | 422 | id",
        "{\"id\": \"a\"}                                     | 400 | name",
        "{\"id\": \"a\", \"name\": \"\"}                     | 400 | name",
        "{\"id\": \"a\", \"name\": \"A\", \"position\": -1}  | 400 | position",
        "{\"id\": \"a\", \"name\": \"A\", \"position\": 50}  | 400 | position",
      })
  void refusesWhatIsNoTopic(String body, int status, String member) {
    Answer refused = add(body);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.json().get("member").stringValue()).isEqualTo(member);
  }

  @ParameterizedTest
  @ValueSource(strings = {"art", "News", "a%2Fb"})
  void saysThatThereIsNoSuchTopic(String topic) {
    assertThat(admin("PATCH", path + "/" + topic, "{}").status()).isEqualTo(404);
    assertThat(admin("DELETE", path + "/" + topic, null).status()).isEqualTo(404);
  }

  private Answer add(String body) {
    return admin("POST", path, body);
  }

  private long count(String topic) {
    return admin(
            "POST",
            application + "/audience-count",
            "{\"audience\": {\"topics\": [\"" + topic + "\"]}}")
        .json()
        .get("count")
        .longValue();
  }

  private String topicsOf(Answer visitor) {
    return api.callAs(
            visitor.json().get("token").stringValue(),
            "GET",
            application + "/subscriptions/" + visitor.json().get("id").stringValue(),
            null)
        .json()
        .get("topics")
        .toString();
  }

  private Answer subscribe(String topics) {
    return api.call(
        "POST",
        application + "/subscriptions",
        Browser.fresh().bodyWith("topics", topics),
        Map.of());
  }

  private Answer admin(String method, String at, String body) {
    return api.callAs(RunningApi.ADMIN_KEY, method, at, body);
  }
}
