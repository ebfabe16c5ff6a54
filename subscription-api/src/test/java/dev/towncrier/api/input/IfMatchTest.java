package dev.towncrier.api.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.api.problems.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

  @Test
  void asksForNothingWhereItIsAbsent() {
    assertThat(IfMatch.of(List.of()).holds("7")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "\"7\"",
        "\"6\", \"7\"",
        "\"7\",\"8\"",
        "W/\"7\", \"7\"",
        "\"6,\"\t,\"7\"",
        ", \"6\",, \"7\" ,"
      })
  void holdsForTheTagsThatItNames(String header) {
    assertThat(IfMatch.of(List.of(header)).holds("7")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6\"", "\"\"", "W/\"7\"", "\"77\"", "\"6,7\"", "\"*\"", "\"6\", \"8\""})
  void doesNotHoldForOthers(String header) {
    assertThat(IfMatch.of(List.of(header)).holds("7")).isFalse();
  }

  @Test
  void readsSeveralHeadersAsOne() {
    assertThat(IfMatch.of(List.of("\"6\"", "\"7\"")).holds("7")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "7", "\"7", "7\"", "\"6\" \"7\"", "*, \"7\"", "w/\"7\"", "\"a b\""})
  void refusesWhatIsNoCondition(String header) {
    assertThatThrownBy(() -> IfMatch.of(List.of(header)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("If-Match");
  }
}
