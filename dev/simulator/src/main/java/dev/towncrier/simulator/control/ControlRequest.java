package dev.towncrier.simulator.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the control API.
 *
 * @param path the segments of the path
 * @param query the first value of each parameter
 */
record ControlRequest(String method, List<String> path, Map<String, String> query, String body) {

  /** The resource, such as {@code ledger}. */
  String resource() {
    return path.isEmpty() ? "" : path.getFirst();
  }

  /** What follows the resource in the path. */
  Optional<String> member() {
    return path.size() == 2 ? Optional.of(path.get(1)) : Optional.empty();
  }

  long number(String parameter, long otherwise) {
    String value = query.get(parameter);
    if (value == null) return otherwise;
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(parameter + " is not a number: " + value);
    }
  }
}
