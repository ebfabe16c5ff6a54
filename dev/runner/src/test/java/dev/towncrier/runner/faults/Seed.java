package dev.towncrier.runner.faults;

import java.util.Random;

/** What random moments follow from; the same again with {@code -Dtowncrier.faults.seed}. */
final class Seed {
  private static final String PROPERTY = "towncrier.faults.seed";

  private Seed() {}

  /** Takes the seed that was given, or any, and prints it. */
  static long choose() {
    long seed = Long.getLong(PROPERTY, new Random().nextLong());
    System.out.println("Random moments by -D" + PROPERTY + "=" + seed);
    return seed;
  }
}
