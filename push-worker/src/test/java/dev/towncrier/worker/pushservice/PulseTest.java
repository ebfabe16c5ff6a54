package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.pushservice.Pulse.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pulse pulse =
      new Pulse(
          Timings.of(
              new PushServiceSettings(
                  List.of(), false, null, Duration.ofSeconds(5), Duration.ofSeconds(10))),
          0);

  @Test
  void asksAfterThirtyQuietSecondsAndWaitsTenForAnAnswer() {
    assertThat(pulse.at(29 * SECOND, false)).isEqualTo(Finding.ALIVE);
    assertThat(pulse.at(30 * SECOND, false)).isEqualTo(Finding.ASK);
    assertThat(pulse.at(39 * SECOND, false)).isEqualTo(Finding.ALIVE);
    assertThat(pulse.at(40 * SECOND, false)).isEqualTo(Finding.DEAD);
  }

  @Test
  void isContentWithWhateverComesIn() {
    assertThat(pulse.at(30 * SECOND, false)).isEqualTo(Finding.ASK);
    pulse.read(35 * SECOND);

    assertThat(pulse.at(64 * SECOND, false)).isEqualTo(Finding.ALIVE);
    assertThat(pulse.at(65 * SECOND, false)).isEqualTo(Finding.ASK);
  }

  @Test
  void asksAtOnceInDoubt() {
    assertThat(pulse.isSilentSince(SECOND)).isTrue();
    assertThat(pulse.at(2 * SECOND, true)).isEqualTo(Finding.ASK);
    assertThat(pulse.at(3 * SECOND, true)).isEqualTo(Finding.ALIVE);
    assertThat(pulse.at(12 * SECOND, true)).isEqualTo(Finding.DEAD);
  }
}
