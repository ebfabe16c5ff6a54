package dev.towncrier.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void nothingIsDoneBeforeItIsDue() {
    List<Long> done = new ArrayList<>();
    long[] due = Pace.at(1_000, 20, _ -> done.add(System.nanoTime()));
    assertThat(done).hasSize(20);
    for (int i = 0; i < due.length; i++) {
      assertThat(done.get(i)).isGreaterThanOrEqualTo(due[i]);
      assertThat(due[i] - due[0]).isEqualTo(i * 1_000_000L);
    }
  }
}
