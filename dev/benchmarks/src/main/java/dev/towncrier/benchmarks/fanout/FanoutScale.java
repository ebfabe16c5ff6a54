package dev.towncrier.benchmarks.fanout;

import java.time.Duration;
import java.util.List;

/**
 * How long and how much.
 *
 * @param sizes audiences of the CPU figure, from the smallest on
 * @param warmUp deliveries requested before anything counts
 * @param rounds of the CPU figure at each size but the last, which is their median
 * @param killed audience that workers are killed amid
 * @param kills of workers
 * @param broadcast audience of the message that single ones are sent beside
 * @param round how long single messages are published
 */
record FanoutScale(
    List<Integer> sizes,
    int warmUp,
    int rounds,
    int killed,
    int kills,
    int broadcast,
    Duration round) {

  /** What a figure worth quoting takes. */
  static final FanoutScale FULL =
      new FanoutScale(
          List.of(100_000, 1_000_000, 10_000_000),
          3_000_000,
          3,
          1_000_000,
          10,
          1_000_000,
          Duration.ofSeconds(30));

  /** Only tries out that everything runs. */
  static final FanoutScale QUICK =
      new FanoutScale(List.of(20_000, 50_000), 50_000, 1, 50_000, 2, 20_000, Duration.ofSeconds(3));

  FanoutScale withSizes(List<Integer> others) {
    return new FanoutScale(List.copyOf(others), warmUp, rounds, killed, kills, broadcast, round);
  }

  FanoutScale withBroadcast(int other) {
    return new FanoutScale(sizes, warmUp, rounds, killed, kills, other, round);
  }
}
