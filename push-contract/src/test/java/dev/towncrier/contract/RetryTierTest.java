package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTierTest {

  @ParameterizedTest
  @CsvSource({
    "PT-5S, TEN_SECONDS",
    "PT0S, TEN_SECONDS",
    "PT24S, TEN_SECONDS",
    "PT25S, ONE_MINUTE",
    "PT3M, ONE_MINUTE",
    "PT4M, TEN_MINUTES",
    "PT24M, TEN_MINUTES",
    "PT25M, ONE_HOUR",
    "P28D, ONE_HOUR"
  })
  void isNearestToTheDelay(Duration delay, RetryTier tier) {
    assertThat(RetryTier.nearest(delay)).isEqualTo(tier);
  }
}
