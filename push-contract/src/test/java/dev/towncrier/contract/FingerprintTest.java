package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "notification | {\"title\": \"T\"}",
        "notification | {\"title\": \"T\", \"body\": \"C\"}"
      })
  void differsWhenAnythingDiffers(String name, String value) {
    assertThat(of(SampleEvent.of(EVENT).with(name, value))).isNotEqualTo(of(SampleEvent.of(EVENT)));
  }

  @Test
  void differsWhenNestedDataDiffers() {
    String other = EVENT.replace("[2, 3]", "[3, 2]");

    assertThat(of(SampleEvent.of(other))).isNotEqualTo(of(SampleEvent.of(EVENT)));
  }

  private static byte[] of(SampleEvent event) {
    return event.parse().fingerprint();
  }
}
