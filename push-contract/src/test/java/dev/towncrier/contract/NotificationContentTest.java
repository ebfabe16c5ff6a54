package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class NotificationContentTest {

  @Test
  void keepsEveryMemberOfADeclarativePushMessage() {
    String all =
        """
        {"title":"T","lang":"nb","dir":"rtl","body":"B","navigate":"https://shop.example/1",\
        "tag":"t","image":"https://shop.example/i.png","icon":"http://shop.example/c.png",\
        "badge":"https://shop.example/b.png","vibrate":[200,100,0],"timestamp":1700000000000,\
        "renotify":true,"silent":false,"requireInteraction":true,"data":{"deep":[1,null,"x"]},\
        "actions":[{"action":"go","title":"Go","navigate":"https://shop.example/2",\
        "icon":"https://shop.example/a.png"},{"action":"stay","title":"Stay"}]}\
        """;

    assertThat(read(all)).isEqualTo(Json.MAPPER.readTree(all));
  }

  @Test
  void leavesOutWhatIsUnknownOrNull() {
    assertThat(
            read(
                """
                {"title": "T", "body": null, "data": null, "sound": "ding",
                 "actions": [{"action": "go", "title": "Go", "type": "button"}]}
                """))
        .hasToString("{\"title\":\"T\",\"actions\":[{\"action\":\"go\",\"title\":\"Go\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"title\": null}", "{\"body\": \"B\"}"})
  void needsATitle(String json) {
    assertRefused(json, "notification.title", "is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | 5 | must be a string",
        "title | \"\" | has 0 characters",
        "lang | [] | must be a string",
        "dir | \"up\" | must be one of auto, ltr, rtl, not \"up\"",
        "body | {} | must be a string",
        "tag | \"\" | has 0 characters",
        "tag | 1 | must be a string",
        "vibrate | \"long\" | must hold whole milliseconds, not \"long\"",
        "vibrate | [1, -1] | must hold whole milliseconds, not -1",
        "timestamp | \"now\" | must be whole milliseconds since 1970, not \"now\"",
        "timestamp | -1 | must be whole milliseconds since 1970, not -1",
        "timestamp | 1e300 | must be whole milliseconds since 1970",
        "renotify | \"yes\" | must be true or false, not \"yes\"",
        "silent | 1 | must be true or false, not 1",
        "requireInteraction | {} | must be true or false, not {}",
        "actions | {} | must be an array"
      })
  void namesTheMemberThatIsWrong(String name, String value, String problem) {
    assertRefused(
        "{\"title\": \"T\", \"%s\": %s}".formatted(name, value), "notification." + name, problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"navigate", "image", "icon", "badge"})
  void takesHttpAndHttpsUrlsOnly(String name) {
    for (String url :
        new String[] {
          "https://shop.example/a?b=c#d", "http://localhost:8080", "HTTPS://shop.example/\u00e4"
        }) {
      assertThat(read(withUrl(name, url)).get(name).stringValue()).isEqualTo(url);
    }
    for (String url :
        new String[] {
          "javascript:alert(1)",
          "data:text/html,x",
          "ftp://shop.example/",
          "//shop.example/",
          "/orders/1",
          "https:///orders",
          "https:shop.example",
          "https://shop.example:99999/",
          "orders"
        }) {
      assertRefused(
          withUrl(name, url),
          "notification." + name,
          "must be an absolute http or https URL, not \"" + url);
    }
    assertRefused(
        withUrl(name, "https://shop.example/a b"),
        "notification." + name,
        "must be a URL: Illegal character in path");
    assertRefused(withUrl(name, ""), "notification." + name, "has 0 characters");
  }

  @Test
  void boundsAUrl() {
    String longest = "https://shop.example/" + "x".repeat(2_048 - 21);
    assertThat(read(withUrl("icon", longest)).get("icon").stringValue()).hasSize(2_048);

    assertRefused(withUrl("icon", longest + "x"), "notification.icon", "has 2049 characters");
  }

  @Test
  void namesTheActionThatIsWrong() {
    assertRefused(
        "{\"title\": \"T\", \"actions\": [{\"action\": \"a\", \"title\": \"A\"}, {\"action\": \"b\"}]}",
        "notification.actions[1].title",
        "is required");
    assertRefused(
        "{\"title\": \"T\", \"actions\": [{\"title\": \"A\"}]}",
        "notification.actions[0].action",
        "is required");
    assertRefused(
        "{\"title\": \"T\", \"actions\": [{\"action\": \"a\", \"title\": \"A\", \"navigate\": \"x\"}]}",
        "notification.actions[0].navigate",
        "must be an absolute http or https URL");
    assertRefused(
        "{\"title\": \"T\", \"actions\": [\"a\"]}",
        "notification.actions[0]",
        "must be a JSON object");
  }

  @Test
  void takesSixteenActions() {
    String action = ",{\"action\":\"a\",\"title\":\"A\"}";
    String json = "{\"title\":\"T\",\"actions\":[%s]}";
    assertThat(read(json.formatted(action.repeat(16).substring(1))).get("actions")).hasSize(16);

    assertRefused(
        json.formatted(action.repeat(17).substring(1)),
        "notification.actions",
        "has 17 elements, over the limit of 16");
  }

  @Test
  void turnsASingleVibrationIntoAPattern() {
    assertThat(read("{\"title\": \"T\", \"vibrate\": 200}"))
        .hasToString("{\"title\":\"T\",\"vibrate\":[200]}");
  }

  @Test
  void leavesTheLengthOfTextsToTheSizeOfTheMessage() {
    String json = "{\"title\":\"T\",\"body\":\"%s\"}".formatted("x".repeat(10_000));

    assertThat(read(json).get("body").stringValue()).hasSize(10_000);
  }

  @Test
  void quotesNoMoreThanALineOfWhatIsWrong() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() ->
            read("{\"title\": \"T\", \"silent\": \"line\\nbreak%s\"}".formatted("x".repeat(5_000))))
        .withMessageContaining("line\\nbreak")
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
  }

  private static String withUrl(String name, String url) {
    return "{\"title\": \"T\", \"%s\": \"%s\"}".formatted(name, url);
  }

  private static ObjectNode read(String notification) {
    return SampleEvent.valid().with("notification", notification).parse().content();
  }

  private static void assertRefused(String notification, String member, String problem) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(notification))
        .withMessageStartingWith(member + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }
}
