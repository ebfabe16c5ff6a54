package dev.towncrier.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContestTest {

  private static final Schedule SCHEDULE = new Schedule(Duration.ZERO, 2, Duration.ofMillis(1));

  private final List<String> turns = new ArrayList<>();
  private final Contender slow = contender("slow", 500_000);
  private final Contender fast = contender("fast", 100_000);
  private final Contest contest =
      new Contest(List.of(slow, fast), List.of(1, 2), SCHEDULE, _ -> {});

  @Test
  void everyoneTakesATurnInEveryRoundForAboutTheSameTime() {
    contest.warmUp();
    turns.clear();
    contest.rounds("all", _ -> true);
    assertThat(turns)
        .containsExactly(
            "slow 1 x2",
            "slow 2 x2",
            "fast 1 x10",
            "fast 2 x10",
            "slow 1 x2",
            "slow 2 x2",
            "fast 1 x10",
            "fast 2 x10");
  }

  @Test
  void theSamplesAreOfThoseWhoTookTurns() {
    contest.warmUp();
    var samples = contest.rounds("some", contender -> contender.equals(fast));
    assertThat(samples).containsOnlyKeys(new Turn(fast, 1), new Turn(fast, 2));
    assertThat(samples.get(new Turn(fast, 1)).micros()).isEqualTo(100);
  }

  private Contender contender(String name, long nanos) {
    return new Contender(
        "group",
        name,
        length ->
            times -> {
              turns.add(name + " " + length + " x" + times);
              return new Cost(times, nanos * times, OptionalLong.empty());
            });
  }
}
