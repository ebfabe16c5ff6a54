package dev.towncrier.benchmarks.encrypt;

import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * What a run found.
 *
 * @param limits by payload length
 * @param samples of everyone
 * @param missing who couldn't take part: reasons by name
 * @param quick whether it was a try-out
 */
record EncryptResult(
    SequencedMap<Integer, Limit> limits,
    Map<Turn, Samples> samples,
    Map<String, String> missing,
    boolean quick) {

  /** The payload length, in bytes, that ratios are quoted at. */
  static final int QUOTED_LENGTH = 300;

  /** In bytes. */
  List<Integer> lengths() {
    return List.copyOf(limits.keySet());
  }

  /** Whether the limit drifted too far at any length. */
  boolean isVoid() {
    return limits.values().stream().anyMatch(Limit::isVoid);
  }

  /** Those of one group, in the order of their turns. */
  List<Contender> contenders(Group group) {
    return samples.keySet().stream()
        .map(Turn::contender)
        .filter(contender -> contender.group().equals(group.member()))
        .distinct()
        .toList();
  }

  /** CPU time of a message in microseconds, by payload length. */
  SequencedMap<Integer, Double> micros(Contender contender) {
    SequencedMap<Integer, Double> micros = new LinkedHashMap<>();
    for (int length : lengths()) {
      micros.put(length, samples(contender, length).micros());
    }
    return micros;
  }

  /** Heap that a message allocates, in bytes, if it was measured. */
  OptionalDouble allocatedBytes(Contender contender, int length) {
    return samples(contender, length).allocatedBytes();
  }

  /** How many times the limit. */
  double ratio(Contender contender, int length) {
    return samples(contender, length).micros() / limit(length).micros();
  }

  Limit limit(int length) {
    Limit limit = limits.get(length);
    if (limit == null) {
      throw new IllegalArgumentException("Not measured: " + length);
    }
    return limit;
  }

  private Samples samples(Contender contender, int length) {
    Samples found = samples.get(new Turn(contender, length));
    if (found == null) {
      throw new IllegalArgumentException("Not measured: " + contender);
    }
    return found;
  }
}
