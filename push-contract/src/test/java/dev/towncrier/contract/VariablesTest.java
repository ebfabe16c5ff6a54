package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VariablesTest {

  @Test
  void areKeptAsTheyWereWritten() {
    String notification =
        """
        {"title":"Hello {{ name | friend }}","body":"{{{{ {{city}}",\
        "navigate":"https://shop.example/{{city}}?plan={{plan|free}}#{{name}}",\
        "actions":[{"action":"go","title":"{{verb|Go}}","navigate":"https://shop.example?{{city}}"}]}\
        """;

    assertThat(read(notification)).hasToString(notification);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "body", "navigate"})
  void areRefusedUnlessTheyAreWellFormed(String member) {
    String start = member.equals("navigate") ? "https://shop.example/" : "Hello ";
    assertRefused(
        "{\"title\": \"T\", \"%s\": \"%s{{name\"}".formatted(member, start),
        "notification." + member,
        "has {{ that begins no variable, in \""
            + start
            + "{{name\"; write {{name}} or {{name|default}}, and {{{{ for {{ itself");
  }

  @Test
  void areRefusedInActionsToo() {
    assertRefused(
        "{\"title\": \"T\", \"actions\": [{\"action\": \"a\", \"title\": \"{{\"}]}",
        "notification.actions[0].title",
        "has {{ that begins no variable");
    assertRefused(
        """
        {"title": "T", "actions": [
          {"action": "a", "title": "A", "navigate": "https://{{shop}}.example/"}]}
        """,
        "notification.actions[0].navigate",
        "must have its variables behind the first /, ? or # after the host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{name}}", " {{name}} ", "{{name}} {{city|}}", "{{name|  }}"})
  void mustLeaveATitleForWhoeverHasNoTags(String title) {
    assertRefused(
        "{\"title\": \"%s\"}".formatted(title),
        "notification.title",
        "would be empty without tags: \""
            + title
            + "\"; give a variable a default, as in {{name|friend}}");
    assertRefused(
        "{\"title\": \"T\", \"actions\": [{\"action\": \"a\", \"title\": \"%s\"}]}"
            .formatted(title),
        "notification.actions[0].title",
        "would be empty without tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{name}}!", "{{name|friend}}", "{{name}}{{city|Oslo}}", "{{{{"})
  void mayFillATitleThatHasSomethingElseToSay(String title) {
    assertThat(read("{\"title\": \"%s\"}".formatted(title)).get("title").stringValue())
        .isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{url}}",
        "{{scheme}}://shop.example/",
        "https://{{shop}}/",
        "https://shop.{{tld|example}}/",
        "https://shop.example{{path}}",
        "https://shop.example:{{port}}/",
        "https://{{user}}@shop.example/a",
        "https:/{{path}}"
      })
  void mayNotSayWhichSiteAUrlLeadsTo(String url) {
    assertRefused(
        "{\"title\": \"T\", \"navigate\": \"%s\"}".formatted(url),
        "notification.navigate",
        "must have its variables behind the first /, ? or # after the host, not \"" + url + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://shop.example/%{{x}} Malformed",
        "https://shop.example/%4{{x}} Malformed",
        "https://shop.example/%{{x}}41 Malformed",
        "https://shop.example/[{{x}} Illegal",
        "https://shop.example/{{{{ Illegal"
      })
  void makeAUrlOfWhateverStandsForThem(String url, String problem) {
    assertRefused(
        "{\"title\": \"T\", \"navigate\": \"%s\"}".formatted(url),
        "notification.navigate",
        "must be a URL: " + problem);
  }

  @Test
  void areNoneInOtherMembers() {
    String notification =
        "{\"title\":\"T\",\"lang\":\"{{\",\"tag\":\"{{\",\"data\":{\"title\":\"{{\"},"
            + "\"actions\":[{\"action\":\"{{\",\"title\":\"A\"}]}";

    assertThat(read(notification)).hasToString(notification);
  }

  private static JsonNode read(String notification) {
    return SampleEvent.valid().with("notification", notification).parse().content();
  }

  private static void assertRefused(String notification, String member, String problem) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(notification))
        .withMessageStartingWith(member + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }
}
