package dev.towncrier.benchmarks.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** Lets contestants take every step in turn, and keeps what each turn took. */
final class Turns {
  private final List<Contestant> contestants;
  private final PostgresCpu postgres;
  private final SequencedMap<String, Map<Step, List<Figures>>> found = new LinkedHashMap<>();

  Turns(List<Contestant> contestants, PostgresCpu postgres) {
    this.contestants = contestants;
    this.postgres = postgres;
  }

  /** One round: each step by each of them. */
  void round() throws IOException, InterruptedException {
    for (Step step : Step.values()) {
      for (Contestant contestant : contestants) {
        found
            .computeIfAbsent(contestant.name(), _ -> new EnumMap<>(Step.class))
            .computeIfAbsent(step, _ -> new ArrayList<>())
            .add(turn(contestant, step));
      }
    }
  }

  private Figures turn(Contestant contestant, Step step) throws IOException, InterruptedException {
    Optional<Duration> postgresBefore = postgres.total();
    Duration before = contestant.cpuTime();
    long start = System.nanoTime();
    int times = contestant.take(step);
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration spent = contestant.cpuTime().minus(before);
    Optional<Duration> postgresSpent =
        postgres.total().flatMap(after -> postgresBefore.map(after::minus));
    return new Figures(
        micros(spent, times),
        postgresSpent.isPresent()
            ? OptionalDouble.of(micros(postgresSpent.get(), times))
            : OptionalDouble.empty(),
        times / seconds);
  }

  private static double micros(Duration spent, int times) {
    return spent.toNanos() / 1_000.0 / times;
  }

  /** The medians of all rounds, by contestant and step. */
  SequencedMap<String, Map<Step, Figures>> medians() {
    SequencedMap<String, Map<Step, Figures>> medians = new LinkedHashMap<>();
    found.forEach((name, steps) -> {
      Map<Step, Figures> figures = new EnumMap<>(Step.class);
      steps.forEach((step, turns) -> figures.put(step, Figures.median(turns)));
      medians.put(name, figures);
    });
    return medians;
  }
}
