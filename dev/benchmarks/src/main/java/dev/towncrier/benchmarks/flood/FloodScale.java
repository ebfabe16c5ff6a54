package dev.towncrier.benchmarks.flood;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param warmUps floods before the first round
 * @param rounds of quiet and flood, each
 * @param round how long one takes
 * @param floodPerSecond requests of the address that floods
 * @param limitPerMinute what each address may make, above what the measured one does
 */
record FloodScale(int warmUps, int rounds, Duration round, int floodPerSecond, int limitPerMinute) {
  /** What a figure worth quoting takes. */
  static final FloodScale FULL = new FloodScale(2, 3, Duration.ofSeconds(30), 2_000, 3_600);

  /** Shows that it works. */
  static final FloodScale QUICK = new FloodScale(1, 1, Duration.ofSeconds(3), 500, 1_200);
}
