package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationRequestedTest {

  @Test
  void readsEveryMember() {
    NotificationRequested event =
        SampleEvent.valid()
            .with("ttl", "60")
            .with("urgency", "\"high\"")
            .with("collapseKey", "\"order-4711\"")
            .with("appBadge", "1")
            .parse();

    assertThat(event.id()).isEqualTo("order-4711-shipped");
    assertThat(event.application()).isEqualTo("demo");
    assertThat(event.audience())
        .isEqualTo(new Audience(false, List.of("news"), List.of(), List.of(), Map.of(), null));
    assertThat(event.content()).hasToString("{\"title\":\"Shipped\"}");
    assertThat(event.ttl()).isEqualTo(Duration.ofMinutes(1));
    assertThat(event.urgency()).isEqualTo(Urgency.HIGH);
    assertThat(event.collapseKey()).isEqualTo("order-4711");
    assertThat(event.appBadge()).isEqualTo(1);
  }

  @Test
  void hasDefaults() {
    NotificationRequested event = SampleEvent.valid().parse();

    assertThat(event.ttl()).isEqualTo(Duration.ofDays(1));
    assertThat(event.urgency()).isEqualTo(Urgency.NORMAL);
    assertThat(event.collapseKey()).isNull();
    assertThat(event.appBadge()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "application", "audience", "notification"})
  void needsTheMember(String name) {
    assertRefused(SampleEvent.valid().without(name)).withMessage(name + " is required");
    assertRefused(SampleEvent.valid().with(name, "null")).withMessage(name + " is required");
  }

  @ParameterizedTest
  @CsvSource({
    "id, 5, must be a string",
    "application, true, must be a string",
    "audience, [], must be a JSON object",
    "notification, 'x', must be a JSON object",
    "ttl, '\"60\"', must be a whole number",
    "ttl, 1.5, must be a whole number",
    "ttl, 99999999999, must be a whole number",
    "urgency, 3, must be a string",
    "collapseKey, {}, must be a string",
    "appBadge, '\"1\"', must be a whole number",
    "sendAt, 1, must be a string",
    "sendAt, '\"tomorrow\"', must be an ISO 8601 instant"
  })
  void namesTheMemberOfTheWrongType(String name, String value, String problem) {
    String json = value.equals("x") ? "\"x\"" : value;
    assertRefused(SampleEvent.valid().with(name, json))
        .withMessageStartingWith(name + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 86_400, 2_419_200})
  void takesATtlUpTo28Days(int seconds) {
    assertThat(SampleEvent.valid().with("ttl", "" + seconds).parse().ttl())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2_419_201})
  void refusesAnyOtherTtl(int seconds) {
    assertRefused(SampleEvent.valid().with("ttl", "" + seconds))
        .withMessage("ttl must be from 0 to 2419200, not " + seconds);
  }

  @ParameterizedTest
  @CsvSource({"very-low, VERY_LOW", "low, LOW", "normal, NORMAL", "high, HIGH"})
  void takesTheUrgenciesOfRfc8030(String name, Urgency urgency) {
    assertThat(SampleEvent.valid().with("urgency", quoted(name)).parse().urgency())
        .isEqualTo(urgency);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HIGH", "urgent", "", "high "})
  void refusesAnyOtherUrgency(String name) {
    assertRefused(SampleEvent.valid().with("urgency", quoted(name)))
        .withMessage("urgency must be one of very-low, low, normal, high, not " + quoted(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "collapseKey"})
  void takes1To128Characters(String name) {
    for (String text : List.of("x", "x".repeat(128), "\ud83d\ude00".repeat(128))) {
      SampleEvent.valid().with(name, quoted(text)).parse();
    }
    assertRefused(SampleEvent.valid().with(name, "\"\""))
        .withMessage(name + " has 0 characters; 1 to 128 are allowed");
    assertRefused(SampleEvent.valid().with(name, quoted("x".repeat(129))))
        .withMessage(name + " has 129 characters; 1 to 128 are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "application", "collapseKey"})
  void refusesWhatNeitherPostgresNorUtf8CanHold(String name) {
    assertRefused(SampleEvent.valid().with(name, "\"a\\u0000\""))
        .withMessage(name + " must not hold the character U+0000");
    assertRefused(SampleEvent.valid().with(name, "\"a\\ud800\""))
        .withMessage(name + " must not hold half of a surrogate pair");
  }

  @Test
  void printsNeitherUsersNorTexts() {
    NotificationRequested event =
        SampleEvent.valid()
            .with("audience", "{\"users\": [\"ann\"]}")
            .with("notification", "{\"title\": \"Your results\"}")
            .parse();

    assertThat(event).hasToString("NotificationRequested[id=order-4711-shipped, application=demo]");
  }

  @Test
  void takesABadgeFromZero() {
    assertThat(SampleEvent.valid().with("appBadge", "0").parse().appBadge()).isZero();
    assertRefused(SampleEvent.valid().with("appBadge", "-1"))
        .withMessageStartingWith("appBadge must be from 0");
  }

  @Test
  void takesATimeToSendAt() {
    assertThat(SampleEvent.valid().with("sendAt", "\"2030-12-01T09:00:00Z\"").parse().sendAt())
        .isEqualTo(Instant.parse("2030-12-01T09:00:00Z"));
    assertThat(SampleEvent.valid().parse().sendAt()).isNull();
    assertRefused(SampleEvent.valid().with("sendAt", "\"9999-01-01T00:00:00Z\""))
        .withMessage(
            "sendAt must be from 1970-01-01T00:00:00Z and before 9999-01-01T00:00:00Z,"
                + " not 9999-01-01T00:00:00Z");
    assertRefused(SampleEvent.valid().with("sendAt", "\"-4800-01-01T00:00:00Z\""))
        .withMessageStartingWith("sendAt must be from 1970");
  }

  @Test
  void eventsThatDifferInTheirTimeSayDifferentThings() {
    byte[] atOnce = SampleEvent.valid().parse().fingerprint();
    byte[] later =
        SampleEvent.valid().with("sendAt", "\"2030-12-01T09:00:00Z\"").parse().fingerprint();
    byte[] same =
        SampleEvent.valid().with("sendAt", "\"2030-12-01T09:00:00.000Z\"").parse().fingerprint();

    assertThat(later).isNotEqualTo(atOnce).isEqualTo(same);
  }

  @Test
  void ignoresUnknownMembersEverywhere() {
    NotificationRequested event =
        SampleEvent.valid()
            .with("colour", "\"red\"")
            .with("audience", "{\"topics\": [\"news\"], \"mood\": 1}")
            .with("notification", "{\"title\": \"Shipped\", \"sound\": \"ding\"}")
            .parse();

    assertThat(event).isEqualTo(SampleEvent.valid().parse());
  }

  @Test
  void takesAnEventOf64KibibytesAndNoMore() {
    SampleEvent event = SampleEvent.valid().with("pad", "\"\"");
    String padding = "x".repeat(NotificationRequested.MAX_BYTES - event.json().length);
    assertThat(event.with("pad", quoted(padding)).json()).hasSize(65_536);
    event.parse();

    assertRefused(event.with("pad", quoted(padding + "x")))
        .withMessage("The event has 65537 bytes, over the limit of 65536");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "not json", "{\"id\": NaN}"})
  void refusesWhatIsNotJson(String text) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> NotificationRequested.parse(text.getBytes(UTF_8)))
        .withMessageStartingWith("The body ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "5", "\"text\""})
  void refusesWhatIsNotAnObject(String text) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> NotificationRequested.parse(text.getBytes(UTF_8)))
        .withMessage("The body must be a JSON object")
        .satisfies(refusal -> assertThat(refusal.member()).isEmpty());
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] json = SampleEvent.valid().json();
    json[10] = (byte) 0xff;

    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> NotificationRequested.parse(json))
        .withMessageStartingWith("The body is not JSON");
  }

  @Test
  void refusesEndlessNesting() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> NotificationRequested.parse("{\"a\":".repeat(10_000).getBytes(UTF_8)))
        .withMessageStartingWith("The body is not JSON");
  }

  private static String quoted(String text) {
    return Json.MAPPER.writeValueAsString(text);
  }

  private static ThrowableAssertAlternative<InvalidJson> assertRefused(SampleEvent event) {
    return assertThatExceptionOfType(InvalidJson.class).isThrownBy(event::parse);
  }
}
