package dev.towncrier.benchmarks.measure;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the rounds found for one operation.
 *
 * @param costs at least one
 */
public record Samples(List<Cost> costs) {

  /** Checks that there are any. */
  public Samples {
    if (costs.isEmpty()) {
      throw new IllegalArgumentException("No samples");
    }
    costs = List.copyOf(costs);
  }

  /** These and others of the same operation. */
  public Samples and(Samples others) {
    return new Samples(Stream.concat(costs.stream(), others.costs.stream()).toList());
  }

  /** Median CPU time of one, in microseconds. */
  public double micros() {
    return Statistics.median(costs.stream().map(Cost::micros).toList());
  }

  /** Median heap that one allocates, in bytes, if it was measured. */
  public OptionalDouble allocatedBytes() {
    List<Double> bytes =
        costs.stream()
            .filter(cost -> cost.allocatedBytes().isPresent())
            .map(cost -> (double) cost.allocatedBytes().getAsLong() / cost.times())
            .toList();
    return bytes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(bytes));
  }
}
