package dev.towncrier.benchmarks.api;

/**
 * How long and how much.
 *
 * @param subscriptions that are there already, in the database of each
 * @param visitors of a turn
 * @param warmUp rounds before anything counts, at most; the compilers may be quiet earlier
 * @param rounds in which everyone takes every step; the figures are their medians
 */
record ApiScale(int subscriptions, int visitors, int warmUp, int rounds) {

  /** What a figure worth quoting takes. */
  static final ApiScale FULL = new ApiScale(100_000, 5_000, 12, 9);

  /** Only tries out that everything runs. */
  static final ApiScale QUICK = new ApiScale(2_000, 1_000, 2, 2);
}
