package dev.towncrier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void endsNoEarlierThanItsPosition() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Progress(5, 4, List.of()))
        .withMessageContaining("from 5 to 4");
    assertThatIllegalArgumentException().isThrownBy(() -> Progress.at(-1));
  }

  @Test
  void hasOpenOffsetsInItsSpanAloneAndInOrder() {
    for (List<Long> open : List.of(List.of(4L), List.of(9L), List.of(7L, 6L), List.of(6L, 6L))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Progress(5, 9, open));
    }
  }
}
