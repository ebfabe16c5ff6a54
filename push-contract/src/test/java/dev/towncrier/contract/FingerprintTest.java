package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String EVENT =
      """
      {"id": "1", "application": "demo", "ttl": 60, "urgency": "low", "collapseKey": "k",
       "appBadge": 1,
       "audience": {"topics": ["news", "sport"], "users": ["ann"]},
       "notification": {"title": "T", "body": "B", "data": {"a": {"x": 1, "y": [2, 3]}, "b": null},
         "actions": [{"action": "go", "title": "Go"}]}}
      """;

  private static final String IN_ANOTHER_ORDER =
      """
      {"notification": {"actions": [{"title": "Go", "action": "go"}],
         "data": {"b": null, "a": {"y": [2, 3], "x": 1}}, "body": "B", "title": "T"},
       "audience": {"users": ["ann"], "topics": ["news", "sport"]},
       "appBadge": 1, "collapseKey": "k", "urgency": "low", "ttl": 60, "application": "demo",
       "id": "1"}
      """;

  @Test
  void isTheSameInAnotherOrderOfMembers() {
    assertThat(of(SampleEvent.of(IN_ANOTHER_ORDER)))
        .hasSize(32)
        .isEqualTo(of(SampleEvent.of(EVENT)));
  }

  @Test
  void isTheSameWithUnknownMembers() {
    assertThat(of(SampleEvent.of(EVENT).with("colour", "\"red\"")))
        .isEqualTo(of(SampleEvent.of(EVENT)));
  }

  @Test
  void isTheSameWithDefaultsSpeltOut() {
    assertThat(
            of(
                SampleEvent.valid()
                    .with("ttl", "86400")
                    .with("urgency", "\"normal\"")
                    .with("collapseKey", "null")))
        .isEqualTo(of(SampleEvent.valid()));
  }

  @Test
  void doesNotDependOnTheIds() {
    assertThat(of(SampleEvent.of(EVENT).with("id", "\"2\"").with("application", "\"other\"")))
        .isEqualTo(of(SampleEvent.of(EVENT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttl | 61",
        "urgency | \"high\"",
        "collapseKey | \"l\"",
        "collapseKey | null",
        "appBadge | 2",
        "appBadge | null",
        "audience | {\"all\": true}",
        "audience | {\"topics\": [\"news\"], \"users\": [\"ann\"]}",
        "audience | {\"topics\": [\"news\", \"sport\", \"ann\"]}",
        "audience | {\"topics\": [\"news\", \"sport\"], \"users\": [\"ann\"], \"tags\": {\"a\": 1}}",
        "audience | {\"topics\": [\"news\", \"sport\"], \"users\": [\"ann\"],"
            + " \"exclude\": {\"users\": [\"bob\"]}}",
        "notification | {\"title\": \"T\"}",
        "notification | {\"title\": \"T\", \"body\": \"C\"}"
      })
  void differsWhenAnythingDiffers(String name, String value) {
    assertThat(of(SampleEvent.of(EVENT).with(name, value))).isNotEqualTo(of(SampleEvent.of(EVENT)));
  }

  /** Ids that were claimed by earlier versions stay theirs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"topics\": [\"news\", \"sport\"], \"users\": [\"ann\"]}"
            + "| 50df669649305ea4e262854a721cf9cecf0bb963b303059a698ecf34713d5a5f",
        "{\"all\": true} | ca543790c17c04336061db49d0714f838399efe133e41a627cdbbef55d103818",
        "{\"subscriptions\": [\"01980000-0000-7000-8000-00000000000a\"]}"
            + "| e299be1a68e90911bfbc6399220b11517d9493dc6779551298cf1be549abf0e1"
      })
  void staysWhatItWasBeforeTagsAndExclude(String audience, String fingerprint) {
    SampleEvent event =
        SampleEvent.of("{\"id\": \"1\", \"application\": \"demo\"}")
            .with("notification", "{\"title\": \"T\"}")
            .with("audience", audience);

    assertThat(HexFormat.of().formatHex(of(event))).isEqualTo(fingerprint);
  }

  @Test
  void isTheSameWithTagsInAnotherOrder() {
    assertThat(of(tagged("{\"a\": 1, \"b\": {\"atLeast\": 100}}")))
        .isEqualTo(of(tagged("{\"b\": {\"atLeast\": 100}, \"a\": 1}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 2}",
        "{\"a\": \"1\"}",
        "{\"b\": 1}",
        "{\"a\": {\"not\": 1}}",
        "{\"a\": {\"atLeast\": 1}}",
        "{\"a\": 1, \"b\": {\"exists\": true}}"
      })
  void differsWhenAConditionDiffers(String tags) {
    assertThat(of(tagged(tags))).isNotEqualTo(of(tagged("{\"a\": 1}")));
  }

  @Test
  void countsTheLocales() {
    SampleEvent bokmal = SampleEvent.valid().with("locales", "{\"nb\": {\"title\": \"Sendt\"}}");

    assertThat(of(bokmal)).isNotEqualTo(of(SampleEvent.valid()));
    assertThat(of(SampleEvent.valid().with("locales", "{\"nn\": {\"title\": \"Sendt\"}}")))
        .isNotEqualTo(of(bokmal));
    assertThat(
            of(
                SampleEvent.valid()
                    .with("locales", "{\"nb\": {\"lang\": \"nb\", \"title\": \"Sendt\"}}")))
        .isEqualTo(of(bokmal));
    assertThat(of(SampleEvent.valid().with("locales", "{}"))).isEqualTo(of(SampleEvent.valid()));
  }

  @Test
  void differsWhenNestedDataDiffers() {
    String other = EVENT.replace("[2, 3]", "[3, 2]");

    assertThat(of(SampleEvent.of(other))).isNotEqualTo(of(SampleEvent.of(EVENT)));
  }

  private static SampleEvent tagged(String tags) {
    return SampleEvent.valid().with("audience", "{\"all\": true, \"tags\": %s}".formatted(tags));
  }

  private static byte[] of(SampleEvent event) {
    return event.parse().fingerprint();
  }
}
