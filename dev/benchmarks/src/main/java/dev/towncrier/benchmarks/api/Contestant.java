package dev.towncrier.benchmarks.api;

import java.io.IOException;
import java.time.Duration;

/** One of those compared. Takes the steps in their order, again and again, in turn with others. */
interface Contestant {
  /** Requests at a time. */
  int IN_FLIGHT = 16;

  String name();

  /**
   * Has as many visitors take a step as fit into a turn, and waits for the last one.
   *
   * @return how many
   */
  int take(Step step) throws IOException, InterruptedException;

  /** CPU time of its process so far, compilers and collector included. */
  Duration cpuTime();
}
