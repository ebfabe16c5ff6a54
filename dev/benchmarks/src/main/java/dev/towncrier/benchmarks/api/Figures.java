package dev.towncrier.benchmarks.api;

import dev.towncrier.benchmarks.measure.Statistics;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a request took.
 *
 * @param cpuMicros CPU time of the process that was asked, in microseconds
 * @param postgresMicros CPU time of Postgres, in microseconds; empty where nobody tells
 * @param perSecond requests in a second
 */
record Figures(double cpuMicros, OptionalDouble postgresMicros, double perSecond) {

  /** The medians of several turns. */
  static Figures median(List<Figures> turns) {
    List<Double> postgres =
        turns.stream()
            .filter(turn -> turn.postgresMicros().isPresent())
            .map(turn -> turn.postgresMicros().getAsDouble())
            .toList();
    return new Figures(
        Statistics.median(turns.stream().map(Figures::cpuMicros).toList()),
        postgres.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Statistics.median(postgres)),
        Statistics.median(turns.stream().map(Figures::perSecond).toList()));
  }
}
