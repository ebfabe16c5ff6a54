package dev.towncrier.contract;

import static dev.towncrier.contract.Audiences.assertRefused;
import static dev.towncrier.contract.Audiences.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class AudienceTagsTest {

  @Test
  void readsEachKindOfConditionInItsOrder() {
    Audience audience =
        read(
            """
            {"topics": ["news"],
             "tags": {"plan": "pro", "level": 3, "beta": true, "city": {"not": "Oslo"},
                      "age": {"atLeast": 17.5}, "vip": {"exists": true}}}
            """);

    assertThat(audience.tags())
        .containsExactly(
            Map.entry("plan", new TagCondition.Is(StringNode.valueOf("pro"))),
            Map.entry("level", new TagCondition.Is(IntNode.valueOf(3))),
            Map.entry("beta", new TagCondition.Is(BooleanNode.TRUE)),
            Map.entry("city", new TagCondition.Not(StringNode.valueOf("Oslo"))),
            Map.entry("age", new TagCondition.AtLeast(DoubleNode.valueOf(17.5))),
            Map.entry("vip", new TagCondition.Exists(true)));
    assertThat(audience.all()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tags\": {\"plan\": \"pro\"}}",
        "{\"all\": false, \"tags\": {\"plan\": \"pro\"}}",
        "{\"topics\": null, \"tags\": {\"plan\": \"pro\"}}"
      })
  void narrowsEveryoneWithTagsAlone(String json) {
    assertThat(read(json)).isEqualTo(read("{\"all\": true, \"tags\": {\"plan\": \"pro\"}}"));
  }

  @Test
  void narrowsNobodyWithTagsBesideAnEmptyList() {
    assertThat(read("{\"topics\": [], \"tags\": {\"plan\": \"pro\"}}").all()).isFalse();
  }

  @Test
  void readsWhoIsTakenAway() {
    assertThat(
            read("""
            {"all": true,
             "exclude": {"users": ["ann"], "tags": {"plan": {"exists": false}}}}
            """)
                .exclude())
        .isEqualTo(
            new Audience(
                false,
                List.of(),
                List.of("ann"),
                List.of(),
                Map.of("plan", new TagCondition.Exists(false)),
                null));
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    assertThat(read("{\"tags\": {\"age\": {\"atLeast\": 18, \"colour\": \"red\", \"not\": null}}}"))
        .isEqualTo(read("{\"tags\": {\"age\": {\"atLeast\": 18}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | audience.tags | must be a JSON object",
        "{\"\": 1} | audience.tags | has a name that is not 1 to 64 characters",
        "{\"a\\u0000\": 1} | audience.tags | has a name that is not 1 to 64 characters",
        "{\"age\": null} | audience.tags.age | must be a string, a finite number, true, false, or",
        "{\"age\": [18]} | audience.tags.age | must be a string, a finite number, true, false, or",
        "{\"age\": \"a\\u0000\"} | audience.tags.age | must not hold the character U+0000",
        "{\"age\": \"\\ud800\"} | audience.tags.age | must not hold half of a surrogate pair",
        "{\"age\": {}} | audience.tags.age | needs exactly one of not, atLeast and exists",
        "{\"age\": {\"atMost\": 3}} | audience.tags.age | needs exactly one of not, atLeast",
        "{\"a\": {\"not\": 1, \"exists\": true}} | audience.tags.a | needs exactly one of not",
        "{\"a\": {\"not\": []}} | audience.tags.a.not | must be a string, a finite number",
        "{\"a\": {\"not\": {}}} | audience.tags.a.not | must be a string, a finite number",
        "{\"age\": {\"atLeast\": \"18\"}} | audience.tags.age.atLeast | must be a finite number",
        "{\"vip\": {\"exists\": 1}} | audience.tags.vip.exists | must be true or false, not 1"
      })
  void namesTheConditionThatIsWrong(String tags, String member, String problem) {
    assertRefused("{\"all\": true, \"tags\": %s}".formatted(tags), member, problem);
  }

  @ParameterizedTest
  @CsvSource({"1e999, audience.tags.age", "{\"atLeast\": -1e999}, audience.tags.age.atLeast"})
  void takesNoInfiniteNumber(String condition, String member) {
    String audience = "{\"audience\": {\"tags\": {\"age\": %s}}}".formatted(condition);
    JsonMembers members = JsonMembers.parse(audience.getBytes(UTF_8)).object("audience");

    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> Audience.read(members))
        .withMessageContaining("finite number")
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }

  @Test
  void boundsNamesValuesAndTheirNumber() {
    String fifty = tags(50);
    read("{\"tags\": {%s}}".formatted(fifty));
    read("{\"tags\": {\"%s\": \"%s\"}}".formatted("n".repeat(64), "v".repeat(256)));

    assertRefused(
        "{\"tags\": {%s}}".formatted(tags(51)),
        "audience.tags",
        "has 51 members, over the limit of 50");
    assertRefused(
        "{\"tags\": {\"%s\": 1}}".formatted("n".repeat(65)),
        "audience.tags",
        "has a name that is not 1 to 64 characters");
    assertRefused(
        "{\"tags\": {\"plan\": \"%s\"}}".formatted("v".repeat(257)),
        "audience.tags.plan",
        "has 257 characters; 0 to 256 are allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | audience.exclude | must be a JSON object",
        "{} | audience.exclude | needs at least one of",
        "{\"tags\": {}} | audience.exclude | needs at least one of",
        "{\"topics\": \"news\"} | audience.exclude.topics | must be an array",
        "{\"tags\": {\"age\": []}} | audience.exclude.tags.age | must be a string",
        "{\"all\": true, \"exclude\": {}} | audience.exclude.exclude | must not stand within an",
        "{\"exclude\": {\"all\": true}} | audience.exclude.exclude | must not stand within an"
      })
  void namesWhatIsWrongWithWhoIsTakenAway(String exclude, String member, String problem) {
    assertRefused("{\"all\": true, \"exclude\": %s}".formatted(exclude), member, problem);
  }

  private static String tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"t" + i + "\": " + i)
        .collect(Collectors.joining(","));
  }
}
