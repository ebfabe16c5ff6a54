package dev.towncrier.benchmarks.measure;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param warmUp of each contender, at least, shared evenly by its payload lengths
 * @param rounds in which everything takes its turn, at least 1
 * @param sample CPU time of one turn, about
 */
public record Schedule(Duration warmUp, int rounds, Duration sample) {

  /** What a figure worth quoting takes. */
  public static final Schedule FULL =
      new Schedule(Duration.ofSeconds(8), 15, Duration.ofMillis(80));

  /** Only tries out that everything runs. */
  public static final Schedule QUICK =
      new Schedule(Duration.ofMillis(800), 3, Duration.ofMillis(20));

  /** Checks the number of rounds. */
  public Schedule {
    if (rounds < 1) {
      throw new IllegalArgumentException("Less than one round: " + rounds);
    }
  }
}
