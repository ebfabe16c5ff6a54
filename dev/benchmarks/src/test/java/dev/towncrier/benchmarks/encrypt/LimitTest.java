package dev.towncrier.benchmarks.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Turn;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitTest {

  private final Turn openSsl = turn(Contenders.OPENSSL);
  private final Turn awsLc = turn(Contenders.AWS_LC);

  @Test
  void theFasterLibrarySetsTheLimit() {
    Limit limit = limit(60, 50, 50);
    assertThat(limit.name()).isEqualTo(Contenders.AWS_LC);
    assertThat(limit.micros()).isEqualTo(50);
  }

  @Test
  void aLimitThatStaysCounts() {
    Limit limit = limit(60, 50, 54);
    assertThat(limit.drift()).isCloseTo(0.08, within(1e-9));
    assertThat(limit.isVoid()).isFalse();
  }

  @Test
  void aLimitThatDriftsByMoreThanTenPercentVoidsTheRun() {
    assertThat(limit(60, 50, 56).isVoid()).isTrue();
    assertThat(limit(60, 50, 44).isVoid()).isTrue();
  }

  private Limit limit(double openSslMicros, double awsLcBefore, double awsLcAfter) {
    return Limit.of(
        300,
        Map.of(openSsl, samples(openSslMicros), awsLc, samples(awsLcBefore)),
        Map.of(openSsl, samples(openSslMicros), awsLc, samples(awsLcBefore)),
        Map.of(openSsl, samples(openSslMicros), awsLc, samples(awsLcAfter)));
  }

  private static Turn turn(String name) {
    Contender contender =
        new Contender(
            Group.RAW.member(),
            name,
            _ -> {
              throw new UnsupportedOperationException();
            });
    return new Turn(contender, 300);
  }

  private static Samples samples(double micros) {
    return new Samples(List.of(new Cost(1, (long) (micros * 1_000), OptionalLong.empty())));
  }
}
