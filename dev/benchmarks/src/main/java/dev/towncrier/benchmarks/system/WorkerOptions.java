package dev.towncrier.benchmarks.system;

import java.util.List;

/**
 * How a worker is run.
 *
 * @param inFlight requests in flight to one push service, at most
 * @param settings further ones, each as {@code name=value}; they win
 * @param java further options of its JVM
 */
public record WorkerOptions(int inFlight, List<String> settings, List<String> java) {

  /** Copies the lists. */
  public WorkerOptions {
    settings = List.copyOf(settings);
    java = List.copyOf(java);
  }
}
