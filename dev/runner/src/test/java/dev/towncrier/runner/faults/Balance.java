package dev.towncrier.runner.faults;

import dev.towncrier.runner.faults.Books.Delivery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What balanced books came to.
 *
 * @param outcomes how many deliveries ended in each
 * @param repeats 2xx beyond a delivery's first
 */
public record Balance(Map<String, Long> outcomes, long repeats) {

  static Balance of(Map<Delivery, List<String>> ends, Map<Delivery, Integer> takes) {
    var outcomes = new TreeMap<String, Long>();
    ends.values().forEach(names -> outcomes.merge(names.getFirst(), 1L, Long::sum));
    return new Balance(outcomes, takes.values().stream().mapToLong(times -> times - 1).sum());
  }

  long accepted() {
    return outcomes.getOrDefault("accepted", 0L);
  }
}
