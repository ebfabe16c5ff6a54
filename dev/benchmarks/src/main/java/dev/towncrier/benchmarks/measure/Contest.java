package dev.towncrier.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lets contenders take turns on one thread, so that whatever slows the machine for a while slows
 * all of them.
 */
public final class Contest {

  private static final Duration BATCH = Duration.ofMillis(20);

  private final List<Contender> contenders;
  private final List<Integer> payloadLengths;
  private final Schedule schedule;
  private final Consumer<String> progress;
  private final Map<Turn, Operation> operations = new LinkedHashMap<>();
  private final Map<Turn, Integer> times = new LinkedHashMap<>();

  /**
   * @param payloadLengths in bytes, each measured with every contender
   * @param progress is told what happens, a line at a time
   */
  public Contest(
      List<Contender> contenders,
      List<Integer> payloadLengths,
      Schedule schedule,
      Consumer<String> progress) {
    this.contenders = List.copyOf(contenders);
    this.payloadLengths = List.copyOf(payloadLengths);
    this.schedule = schedule;
    this.progress = progress;
  }

  /** Has everything compiled, and finds out how often each fits into a turn. */
  public void warmUp() {
    Duration each = schedule.warmUp().dividedBy(payloadLengths.size());
    int started = 0;
    for (Contender contender : contenders) {
      started++;
      progress.accept("warm-up %d/%d: %s".formatted(started, contenders.size(), contender));
      for (int length : payloadLengths) {
        Turn turn = new Turn(contender, length);
        operations.put(turn, contender.operations().apply(length));
        times.put(turn, warmUp(turn, each));
      }
    }
  }

  private int warmUp(Turn turn, Duration duration) {
    Operation operation = operation(turn);
    long end = System.nanoTime() + duration.toNanos();
    Cost cost = operation.run(1);
    while (System.nanoTime() < end) {
      cost = operation.run(timesWithin(BATCH, cost));
    }
    return timesWithin(schedule.sample(), cost);
  }

  private static int timesWithin(Duration duration, Cost cost) {
    return (int) Math.clamp(duration.toNanos() / 1_000.0 / cost.micros(), 1, 1_000_000);
  }

  /**
   * All rounds, for some of the contenders. They must be warm.
   *
   * @param name for the progress
   */
  public Map<Turn, Samples> rounds(String name, Predicate<Contender> who) {
    Map<Turn, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 1; round <= schedule.rounds(); round++) {
      progress.accept("%s: round %d/%d".formatted(name, round, schedule.rounds()));
      for (Map.Entry<Turn, Integer> entry : times.entrySet()) {
        Turn turn = entry.getKey();
        if (who.test(turn.contender())) {
          costs
              .computeIfAbsent(turn, _ -> new ArrayList<>())
              .add(operation(turn).run(entry.getValue()));
        }
      }
    }
    Map<Turn, Samples> samples = new LinkedHashMap<>();
    costs.forEach((turn, found) -> samples.put(turn, new Samples(found)));
    return samples;
  }

  private Operation operation(Turn turn) {
    Operation operation = operations.get(turn);
    if (operation == null) {
      throw new IllegalStateException("Not warmed up: " + turn);
    }
    return operation;
  }
}
