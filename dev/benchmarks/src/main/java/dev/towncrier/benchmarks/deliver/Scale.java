package dev.towncrier.benchmarks.deliver;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param subscriptions that messages go to in turn
 * @param warmUp at load, before anything counts
 * @param warmUpMessages that the worker has delivered before, at least; a busy machine needs longer
 * @param compilerLooks of 10 s at the worker's compilers, at most, until these do little
 * @param windows of the CPU figure, which is their median
 * @param messages of one window
 * @param warmUpRounds before those of a latency figure, at most; fewer once the compilers do little
 * @param rounds of each latency figure, which is their median
 * @param round how long events are published in one of them
 * @param peerWindow how long a peer sends in a window, after its own warm-up
 * @param backlog records that wait when the worker starts
 */
record Scale(
    int subscriptions,
    Duration warmUp,
    int warmUpMessages,
    int compilerLooks,
    int windows,
    int messages,
    int warmUpRounds,
    int rounds,
    Duration round,
    Duration peerWindow,
    int backlog) {

  /** Events published in a second for the latency figures. */
  static final int RATE = 500;

  /** What a figure worth quoting takes. */
  static final Scale FULL =
      new Scale(
          20_000,
          Duration.ofSeconds(30),
          100_000,
          30,
          3,
          100_000,
          15,
          5,
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          1_000_000);

  /** Only tries out that everything runs. */
  static final Scale QUICK =
      new Scale(
          2_000,
          Duration.ofSeconds(4),
          2_000,
          0,
          1,
          10_000,
          2,
          1,
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          20_000);

  /** Events of one round. */
  int eventsARound() {
    return Math.toIntExact(RATE * round.toSeconds());
  }
}
