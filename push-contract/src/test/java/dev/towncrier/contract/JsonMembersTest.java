package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

  @Test
  void takesNullForAbsent() {
    JsonMembers members = parse("{\"a\": null}");

    assertThat(members.has("a")).isFalse();
    assertThat(members.find("a")).isNull();
    assertThat(members.optionalText("a", 1, 9)).isNull();
    assertThat(members.optionalInt("a", 1, 9)).isNull();
    assertThat(members.optionalBoolean("a")).isNull();
    assertThat(members.optionalNumber("a")).isNull();
    assertThat(members.optionalScalar("a", 9)).isNull();
    assertThat(members.optionalInstant("a")).isNull();
    assertThat(members.optionalUrl("a")).isNull();
    assertThat(members.optionalTexts("a", 1, 9)).isNull();
    assertThat(members.optionalObject("a")).isNull();
    assertThat(members.<String>optionalObjects("a", 1, (_, _) -> "")).isNull();
    assertThat(members.names()).containsExactly("a");
  }

  @Test
  void readsAnInstantOfAnyPrecision() {
    assertThat(parse("{\"at\": \"2030-01-31T09:00:00.123456Z\"}").optionalInstant("at"))
        .isEqualTo(Instant.parse("2030-01-31T09:00:00.123456Z"));
    assertThat(parse("{\"at\": \"2030-01-31T10:00:00+01:00\"}").optionalInstant("at"))
        .isEqualTo(Instant.parse("2030-01-31T09:00:00Z"));
  }

  @Test
  void namesTheWholePathOfAMember() {
    JsonMembers keys =
        parse("{\"subscription\": {\"keys\": {}}}").object("subscription").object("keys");

    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> keys.text("auth", 1, 9))
        .withMessage("subscription.keys.auth is required")
        .satisfies(error -> assertThat(error.member()).isEqualTo("subscription.keys.auth"));
    assertThat(keys.invalid("", "is odd")).hasMessage("subscription.keys is odd");
  }

  @Test
  void quotesNoTextThatIsOfTheWrongLength() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> parse("{\"auth\": \"secret\"}").text("auth", 1, 5))
        .withMessage("auth has 6 characters; 1 to 5 are allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auth\": secret}",
        "{\"auth\": 'secret'}",
        "{\"auth\": \"secret\\x\"}",
        "{\"auth\": \"secret",
        "{\"auth\": \"secret\" \"secret\"}",
        "{secret: 1}",
        "secret"
      })
  void quotesNothingOfWhatIsNoJson(String json) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> parse(json))
        .withMessageStartingWith("The body is not JSON: ")
        .withMessageNotContaining("secret");
  }

  private static JsonMembers parse(String json) {
    return JsonMembers.parse(json.getBytes(UTF_8));
  }
}
