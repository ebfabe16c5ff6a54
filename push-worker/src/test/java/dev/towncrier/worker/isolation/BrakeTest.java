package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BrakeTest {
  private final Brake brake = new Brake();
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");

  @Test
  void goesOnWhenMoreThanAFifthOfTwoHundredAnswersSayGone() {
    answer(false, 159);
    answer(true, 40);
    assertThat(brake.isOn(now)).isFalse();

    answer(true, 1);

    assertThat(brake.isOn(now)).isTrue();
    assertThat(brake.since()).isEqualTo(now);
  }

  @Test
  void staysOffWhileThereAreFewAnswers() {
    answer(true, 199);
    assertThat(brake.isOn(now)).isFalse();
  }

  @Test
  void staysOffForAFifthExactly() {
    answer(false, 160);
    answer(true, 40);
    assertThat(brake.isOn(now)).isFalse();
  }

  @Test
  void staysOffForWhatIsNotTenTimesAsMuchAsUsual() {
    brake.usual(0.05);
    answer(false, 110);
    answer(true, 100);
    assertThat(brake.isOn(now)).isFalse();

    answer(true, 11);
    assertThat(brake.isOn(now)).isTrue();
  }

  @Test
  void forgetsAnswersAfterAMinute() {
    answer(true, 150);
    pass(Duration.ofSeconds(61));
    answer(true, 150);
    assertThat(brake.isOn(now)).isFalse();
  }

  @Test
  void endsByItselfWhenTheShareWasNormalForFiveMinutes() {
    answer(true, 200);
    pass(Duration.ofMinutes(4));
    answer(false, 200);
    assertThat(brake.isOn(now)).isTrue();

    pass(Duration.ofMinutes(1));

    assertThat(brake.isOn(now)).isFalse();
  }

  @Test
  void staysOnWhileTheShareStaysAbnormal() {
    Instant began = now;
    for (int minute = 0; minute < 10; minute++) {
      answer(true, 200);
      pass(Duration.ofMinutes(1));
    }
    assertThat(brake.isOn(now)).isTrue();
    assertThat(brake.since()).isEqualTo(began);
  }

  @Test
  void countsAsUsualWhatWasNormalAMinuteAgo() {
    answer(false, 90);
    answer(true, 10);
    assertThat(brake.takeSettled(now)).isEqualTo(new Brake.Settled(0, 0));

    pass(Duration.ofSeconds(65));

    assertThat(brake.takeSettled(now)).isEqualTo(new Brake.Settled(100, 10));
    assertThat(brake.takeSettled(now)).isEqualTo(new Brake.Settled(0, 0));
  }

  @Test
  void neverCountsAStormAsUsual() {
    answer(true, 500);
    pass(Duration.ofSeconds(65));
    assertThat(brake.takeSettled(now)).isEqualTo(new Brake.Settled(0, 0));
  }

  @Test
  void goesOnWhenAnotherWorkerFoundItSo() {
    brake.goOn(now.minusSeconds(60), now);
    assertThat(brake.isOn(now.plusSeconds(299))).isTrue();
    assertThat(brake.isOn(now.plusSeconds(300))).isFalse();
  }

  private void answer(boolean gone, int times) {
    for (int i = 0; i < times; i++) {
      brake.answered(gone, now);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
