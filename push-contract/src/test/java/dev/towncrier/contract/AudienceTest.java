package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
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
                true, List.of("news", "sport"), List.of("ann"), List.of(UUID.fromString(ID))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"all\": false}",
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
        .isEqualTo(new Audience(false, List.of(), List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags", "exclude"})
  void refusesWhatNarrowsItSinceThatIsNotSupportedYet(String name) {
    assertRefused(
        "{\"all\": true, \"%s\": {}}".formatted(name),
        "audience." + name,
        "is not supported by this version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | 1 | must be true or false, not 1",
        "topics | \"news\" | must be an array",
        "topics | [1] | must hold strings only, not 1",
        "topics | [\"\"] | has 0 characters",
        "topics | [\"a\\u0000\"] | must not hold the character U+0000",
        "users | {} | must be an array",
        "users | [null] | must hold strings only, not null",
        "subscriptions | [\"x\"] | holds \"x\", which is no subscription id",
        "subscriptions | [\"1-1-1-1-1\"] | holds \"1-1-1-1-1\", which is no subscription id"
      })
  void namesTheMemberThatIsWrong(String name, String value, String problem) {
    assertRefused("{\"%s\": %s}".formatted(name, value), "audience." + name, problem);
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
  void survivesJson() {
    Audience audience =
        new Audience(true, List.of("news"), List.of("ann"), List.of(UUID.fromString(ID)));

    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(audience), Audience.class))
        .isEqualTo(audience);
  }

  private static Audience read(String audience) {
    return SampleEvent.valid().with("audience", audience).parse().audience();
  }

  private static void assertRefused(String audience, String member, String problem) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(audience))
        .withMessageStartingWith(member + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }
}
