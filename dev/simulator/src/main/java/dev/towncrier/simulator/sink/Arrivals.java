package dev.towncrier.simulator.sink;

import java.time.Duration;
import java.time.Instant;

/**
 * When requests for one endpoint arrived.
 *
 * @param number the endpoint's
 * @param count from 1
 * @param firstMicros of the first, in microseconds since 1970
 * @param lastMicros of the latest, likewise
 */
public record Arrivals(int number, int count, long firstMicros, long lastMicros) {
  static long micros(Instant at) {
    return at.getEpochSecond() * Duration.ofSeconds(1).toNanos() / 1_000 + at.getNano() / 1_000;
  }
}
