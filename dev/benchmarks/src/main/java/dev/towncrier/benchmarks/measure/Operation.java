package dev.towncrier.benchmarks.measure;

/** Something that can be done any number of times, at a cost. */
@FunctionalInterface
public interface Operation {

  /**
   * Does it and tells the cost of all times together.
   *
   * @param times at least 1
   */
  Cost run(int times);
}
