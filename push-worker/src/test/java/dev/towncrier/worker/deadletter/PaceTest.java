package dev.towncrier.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  @Test
  void withoutARateSlicesAreWholeAndDueAtOnce() {
    Pace pace = new Pace(null);

    assertThat(pace.slice(1_000)).isEqualTo(1_000);
    assertThat(pace.following(null, 1_000, NOON)).isNull();
  }

  @Test
  void aSliceIsNoMoreThanASecondsWorth() {
    assertThat(new Pace(1).slice(1_000)).isOne();
    assertThat(new Pace(999).slice(1_000)).isEqualTo(999);
    assertThat(new Pace(100_000).slice(1_000)).isEqualTo(1_000);
  }

  @Test
  void theNextSliceIsDueWhenTheRateAllowsIt() {
    assertThat(new Pace(10).following(null, 10, NOON)).isEqualTo(NOON.plusSeconds(1));
    assertThat(new Pace(100_000).following(null, 1_000, NOON)).isEqualTo(NOON.plusMillis(10));
  }

  @Test
  void aSliceThatComesLateDoesNotSlowTheOnesBehindIt() {
    Pace pace = new Pace(10_000);

    assertThat(pace.following(NOON, 1_000, NOON.plusMillis(80))).isEqualTo(NOON.plusMillis(100));
  }

  @Test
  void aReplayThatWasHeldUpMakesGoodForASecondAtMost() {
    Pace pace = new Pace(10);

    assertThat(pace.following(NOON, 10, NOON.plusSeconds(3_600)))
        .isEqualTo(NOON.plusSeconds(3_600));
  }
}
