package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
  // The moment of RFC 9562's example, appendix A.6.
  private static final Instant MOMENT = Instant.ofEpochMilli(0x017F22E279B0L);

  @Test
  void isAVersionSevenUuidOfItsMoment() {
    UUID id = TimeOrderedId.at(MOMENT);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.toString()).startsWith("017f22e2-79b0-7");
  }

  @Test
  void comesAfterThoseOfEarlierMilliseconds() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(TimeOrderedId.at(MOMENT.plusMillis(1)).toString())
          .isGreaterThan(TimeOrderedId.at(MOMENT).toString());
    }
  }

  @Test
  void isNeverTheSame() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(TimeOrderedId.at(MOMENT));
    }
    assertThat(ids).hasSize(10_000);
  }
}
