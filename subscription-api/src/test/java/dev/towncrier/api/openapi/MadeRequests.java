package dev.towncrier.api.openapi;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/** Requests of which most have to be refused and the others do no harm, as jqwik makes them. */
final class MadeRequests {
  private static final int HARMLESS_PERCENT = 10;
  private static final int MOST_ODDITIES = 3;
  private static final int MOST_STEPS = 50;

  /**
   * One of them, which is the same each time that it is drafted.
   *
   * @param way the seed of what is wrong with it
   * @param oddities the seed of each
   */
  record MadeRequest(Target target, int percent, long way, List<Long> oddities) {
    boolean isHarmless() {
      return percent < HARMLESS_PERCENT;
    }

    Draft draft() {
      Random random = new Random(way);
      Draft draft = isHarmless() ? target.harmless(random) : target.refusable(random);
      oddities.forEach(seed -> Oddities.add(draft, new Random(seed)));
      return draft;
    }
  }

  private final RandomGenerator<MadeRequest> generator;
  private final Random random;

  private MadeRequests(RandomGenerator<MadeRequest> generator, Random random) {
    this.generator = generator;
    this.random = random;
  }

  /** Those for these operations that follow from a seed. */
  static MadeRequests of(List<Target> targets, long seed) {
    JqwikSession.start();
    try {
      return new MadeRequests(requests(targets).generator(1_000), new Random(seed));
    } finally {
      JqwikSession.finish();
    }
  }

  private static Arbitrary<MadeRequest> requests(List<Target> targets) {
    Arbitrary<Long> seeds =
        Arbitraries.longs().withDistribution(RandomDistribution.uniform()).dontShrink();
    return Combinators.combine(
            Arbitraries.of(targets).dontShrink(),
            Arbitraries.integers().between(0, 99).withDistribution(RandomDistribution.uniform()),
            seeds,
            seeds.list().ofMaxSize(MOST_ODDITIES))
        .as(MadeRequest::new);
  }

  Shrinkable<MadeRequest> next() {
    return generator.next(random);
  }

  /** What is left of one that fails when nothing more can be left out. */
  static MadeRequest smallest(Shrinkable<MadeRequest> failing, Predicate<MadeRequest> fails) {
    Shrinkable<MadeRequest> smallest = failing;
    for (int step = 0; step < MOST_STEPS; step++) {
      var smaller = smallest.shrink().filter(each -> fails.test(each.value())).findFirst();
      if (smaller.isEmpty()) {
        break;
      }
      smallest = smaller.get();
    }
    return smallest.value();
  }
}
