package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamesTest {

  @Test
  void outcomesAreCalledAsInTheContract() {
    assertThat(Arrays.stream(Outcome.values()).map(Outcome::label))
        .containsExactly(
            "accepted",
            "expired",
            "gone",
            "unsubscribed",
            "cancelled",
            "superseded",
            "suppressed",
            "dead-lettered");
  }

  @Test
  void reasonsAreCalledAsInTheContract() {
    assertThat(DeadLetterReason.labels())
        .containsExactly(
            "poison",
            "payload-too-large",
            "vapid-rejected",
            "key-mismatch",
            "refused",
            "attempts-exhausted");
  }

  @ParameterizedTest
  @EnumSource
  void anOutcomeHasOneNameEverywhere(Outcome outcome) {
    assertThat(Outcome.of(outcome.label())).isEqualTo(outcome);
    assertThat(Json.MAPPER.writeValueAsString(outcome)).isEqualTo("\"" + outcome.label() + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void aReasonHasOneNameEverywhere(DeadLetterReason reason) {
    assertThat(DeadLetterReason.of(reason.label())).contains(reason);
    assertThat(Json.MAPPER.writeValueAsString(reason)).isEqualTo("\"" + reason.label() + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void anUrgencyHasOneNameEverywhere(Urgency urgency) {
    assertThat(Urgency.of(urgency.header())).isEqualTo(urgency);
    assertThat(Json.MAPPER.writeValueAsString(urgency)).isEqualTo("\"" + urgency.header() + "\"");
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Urgency.of("HIGH"))
        .withMessage("No urgency is called HIGH");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outcome.of("lost"))
        .withMessage("No outcome is called lost");
    assertThat(DeadLetterReason.of("lost")).isEmpty();
  }
}
