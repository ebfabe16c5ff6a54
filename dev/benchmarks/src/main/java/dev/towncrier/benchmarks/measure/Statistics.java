package dev.towncrier.benchmarks.measure;

import java.util.List;

/** The arithmetic of a comparison. */
public final class Statistics {

  private Statistics() {}

  /**
   * The middle of the values, or the mean of the two in the middle.
   *
   * @param values at least one
   */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("No values have no median");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * By how much a value moved, as a share of what it was: 0.1 for 10 % up or down.
   *
   * @param before above 0
   */
  public static double drift(double before, double after) {
    if (!(before > 0)) {
      throw new IllegalArgumentException("Not above 0: " + before);
    }
    return Math.abs(after - before) / before;
  }
}
