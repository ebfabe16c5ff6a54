package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.system.WorkerOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked for.
 *
 * @param parts what to measure, at least one
 * @param scale how much of it
 * @param pushServices that the messages of the CPU figure and the backlog are spread over
 * @param profile file for a recording of the worker during the CPU figure
 * @param nodeFolder with the npm peers
 */
record DeliverOptions(
    Set<Part> parts,
    Scale scale,
    int pushServices,
    WorkerOptions worker,
    Optional<Path> profile,
    Path nodeFolder) {

  /** Whether nothing measured is worth quoting. */
  boolean quick() {
    return scale.equals(Scale.QUICK);
  }

  boolean wants(Part part) {
    return parts.contains(part);
  }
}
