package dev.towncrier.contract;

import static dev.towncrier.contract.Audiences.assertRefused;
import static dev.towncrier.contract.Audiences.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest {
  private static final String ID = "01980000-0000-7000-8000-00000000000a";

  @Test
  void readsEveryMemberOnce() {
    assertThat(
            read(
                """
                {"all": true, "topics": ["news", "sport", "news"], "users": ["ann"],
                 "subscriptions": ["%s"]}
                """
                    .formatted(ID)))
        .isEqualTo(
            new Audience(
                true,
                List.of("news", "sport"),
                List.of("ann"),
                List.of(UUID.fromString(ID)),
                Map.of(),
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"all\": false}",
        "{\"tags\": {}}",
        "{\"tags\": null, \"exclude\": null}",
        "{\"topics\": null, \"users\": null, \"subscriptions\": null}",
        "{\"groups\": [\"a\"]}"
      })
  void needsAMember(String json) {
    assertRefused(json, "audience", "needs at least one of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics", "users", "subscriptions"})
  void mayNameNobody(String name) {
    assertThat(read("{\"%s\": []}".formatted(name)))
        .isEqualTo(new Audience(false, List.of(), List.of(), List.of(), Map.of(), null));
  }

  @Test
  void saysThatExcludeAloneIsNotEnough() {
    assertRefused(
        "{\"exclude\": {\"users\": [\"ann\"]}}",
        "audience",
        "needs at least one of \"all\": true, topics, users, subscriptions or a condition in tags;"
            + " exclude alone names nobody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | 1 | must be true or false, not 1",
        "topics | \"news\" | must be an array",
        "topics | [\"\"] | has 0 characters",
        "topics | [\"a\\u0000\"] | must not hold the character U+0000",
        "users | {} | must be an array",
        "subscriptions | [\"x\"] | must hold ids of subscriptions only",
        "subscriptions | [\"1-1-1-1-1\"] | must hold ids of subscriptions only"
      })
  void namesTheMemberThatIsWrong(String name, String value, String problem) {
    assertRefused("{\"%s\": %s}".formatted(name, value), "audience." + name, problem);
  }

  @Test
  void namesTheElementThatIsNoText() {
    assertRefused("{\"topics\": [1]}", "audience.topics[0]", "must be a string");
    assertRefused("{\"users\": [\"ann\", null]}", "audience.users[1]", "must be a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[4711]", "[[\"4711\"]]", "[{\"id\": \"4711\"}]", "\"4711\"", "4711"})
  void quotesNoUserWhereUsersAreWrong(String users) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read("{\"users\": %s}".formatted(users)))
        .withMessageNotContaining("4711");
  }

  @Test
  void quotesNoUserInThePlaceOfASubscription() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read("{\"subscriptions\": [\"customer-4711\"]}"))
        .withMessageNotContaining("4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics", "users"})
  void takesAThousandElements(String name) {
    String thousand =
        IntStream.range(0, 1_000).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
    read("{\"%s\": [%s]}".formatted(name, thousand));

    assertRefused(
        "{\"%s\": [%s,\"x\"]}".formatted(name, thousand),
        "audience." + name,
        "has 1001 elements, over the limit of 1000");
  }

  @Test
  void isWrittenAsEverWhereItHasNeitherTagsNorExclude() {
    assertThat(Json.MAPPER.writeValueAsString(read("{\"topics\": [\"news\"], \"tags\": {}}")))
        .isEqualTo("{\"all\":false,\"topics\":[\"news\"],\"users\":[],\"subscriptions\":[]}");
  }

  @Test
  void isWrittenWithTagsAndExcludeAsEventsHaveThem() {
    String tags =
        "\"tags\":{\"b\":\"x\",\"a\":{\"not\":1},\"c\":{\"atLeast\":100},\"d\":{\"exists\":true}}";

    assertThat(
            Json.MAPPER.writeValueAsString(
                read("{" + tags + ", \"exclude\": {\"users\": [\"ann\"]}}")))
        .isEqualTo(
            "{\"all\":true,\"topics\":[],\"users\":[],\"subscriptions\":[],"
                + tags
                + ",\"exclude\":{\"all\":false,\"topics\":[],\"users\":[\"ann\"],"
                + "\"subscriptions\":[]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"all\": true}",
        "{\"topics\": []}",
        "{\"topics\": [\"news\"], \"users\": [\"ann\"], \"subscriptions\": [\"" + ID + "\"]}",
        "{\"tags\": {\"plan\": \"pro\"}}",
        "{\"topics\": [], \"tags\": {\"b\": 1, \"a\": {\"not\": 1.5}, \"c\": {\"atLeast\": 1e300},"
            + " \"d\": {\"exists\": false}, \"e\": 123456789012345678901234567890}}",
        "{\"all\": true, \"exclude\": {\"tags\": {\"vip\": true}}}",
        "{\"all\": true, \"exclude\": {\"topics\": []}}"
      })
  void survivesJson(String json) {
    Audience audience = read(json);
    String written = Json.MAPPER.writeValueAsString(audience);

    Audience again = Json.MAPPER.readValue(written, Audience.class);

    assertThat(again).isEqualTo(audience);
    assertThat(Json.MAPPER.writeValueAsString(again)).isEqualTo(written);
  }

  @Test
  void printsNoUser() {
    Audience audience =
        read("{\"users\": [\"ann\", \"bob\"], \"exclude\": {\"users\": [\"cleo\"]}}");

    assertThat(audience.toString())
        .contains("users=2 of them")
        .doesNotContain("ann", "bob", "cleo");
  }
}
