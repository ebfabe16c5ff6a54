package dev.towncrier.benchmarks.encrypt;

import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Statistics;
import dev.towncrier.benchmarks.measure.Turn;
import java.util.Comparator;
import java.util.Map;

/**
 * The limit for one payload length: the faster library, by all that was measured of it.
 *
 * @param name of the library
 * @param micros CPU time of one message, in microseconds
 * @param drift how far its CPU time after the rest is from that before it, as a share
 */
public record Limit(String name, double micros, double drift) {

  /** A run whose limit drifted further compares nothing. */
  public static final double MAX_DRIFT = 0.1;

  /**
   * Chooses it. The three maps hold the same turns of those that set the limit, the middle one also
   * others'.
   */
  static Limit of(
      int payloadLength,
      Map<Turn, Samples> before,
      Map<Turn, Samples> during,
      Map<Turn, Samples> after) {
    return lowest(payloadLength, before, after, during);
  }

  /** The same where none of it was measured in between. */
  static Limit of(int payloadLength, Map<Turn, Samples> before, Map<Turn, Samples> after) {
    return lowest(payloadLength, before, after, Map.of());
  }

  private static Limit lowest(
      int payloadLength,
      Map<Turn, Samples> before,
      Map<Turn, Samples> after,
      Map<Turn, Samples> between) {
    return before.keySet().stream()
        .filter(turn -> turn.payloadLength() == payloadLength)
        .map(turn -> of(turn, before, after, between))
        .min(Comparator.comparingDouble(Limit::micros))
        .orElseThrow(() -> new IllegalArgumentException("No library to set the limit"));
  }

  private static Limit of(
      Turn turn, Map<Turn, Samples> before, Map<Turn, Samples> after, Map<Turn, Samples> between) {
    Samples first = before.get(turn);
    Samples last = after.get(turn);
    if (first == null || last == null) {
      throw new IllegalArgumentException("Not measured throughout: " + turn);
    }
    Samples middle = between.get(turn);
    Samples all = first.and(last);
    return new Limit(
        turn.contender().name(),
        (middle == null ? all : all.and(middle)).micros(),
        Statistics.drift(first.micros(), last.micros()));
  }

  /** Whether nothing can be said by it. */
  public boolean isVoid() {
    return drift > MAX_DRIFT;
  }
}
