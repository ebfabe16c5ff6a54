package dev.towncrier.runner.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

  @Test
  void readsATime() {
    assertThat(Since.parse("2026-12-01T09:00:00+01:00"))
        .isEqualTo(new Since.Time(Instant.parse("2026-12-01T08:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"90m, PT1H30M", "6h, PT6H", "3d, PT72H", "PT45S, PT45S", "P1DT1H, PT25H"})
  void readsHowLongAgo(String text, Duration expected) {
    assertThat(Since.parse(text)).isEqualTo(new Since.Ago(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-12-01", "6", "-6h", "P", "99999999999999999999d"})
  void readsNothingElse(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Since.parse(text));
  }
}
