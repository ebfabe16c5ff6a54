package dev.towncrier.worker.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one partition that were read and not made, in their order.
 *
 * @param <S> a step
 */
final class WaitingSteps<S> {
  /** So many are read ahead, about. */
  private static final int LOOK_AHEAD = 100;

  /** When all of them wait for later, those behind them get their turn after so long. */
  private static final Duration PASSED_BY = Duration.ofSeconds(1);

  /** What waits is written anew after so long, so that no broker forgets it. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** So many steps are one transaction, at most. */
  private static final int AT_ONCE = 4;

  /**
   * A record that waits.
   *
   * @param step null if it can't be read
   */
  record Waiting<S>(ConsumerRecord<byte[], byte[]> record, @Nullable S step, Instant since) {}

  /**
   * What one transaction does with the first that wait.
   *
   * @param all from the first on
   * @param made those of them that are made; the others are written anew behind what follows
   */
  record Turn<S>(List<Waiting<S>> all, Set<Waiting<S>> made) {
    long next() {
      return all.getLast().record().offset() + 1;
    }
  }

  private final Deque<Waiting<S>> waiting = new ArrayDeque<>();

  void add(ConsumerRecord<byte[], byte[]> record, @Nullable S step, Instant now) {
    waiting.add(new Waiting<>(record, step, now));
  }

  /** Whether enough were read. */
  boolean isFull() {
    return waiting.size() >= LOOK_AHEAD;
  }

  List<S> steps() {
    List<S> steps = new ArrayList<>();
    for (Waiting<S> each : waiting) {
      if (each.step() != null) {
        steps.add(each.step());
      }
    }
    return steps;
  }

  /** The shares that have a step due. */
  Set<String> dueShares(Steps<S> steps, Instant now) {
    Set<String> shares = new HashSet<>();
    for (Waiting<S> each : waiting) {
      if (!shares.contains(share(each, steps)) && isDue(each, steps, now)) {
        shares.add(share(each, steps));
      }
    }
    return shares;
  }

  /**
   * The next turn: a step of each share that has one due and is not served yet; null if there is
   * nothing to do now.
   *
   * @param served shares that have had their step; those of this turn are added
   */
  @Nullable Turn<S> next(Steps<S> steps, Instant now, Set<String> served) {
    Set<Waiting<S>> made = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Waiting<S>> passed = new ArrayList<>();
    List<Waiting<S>> all = new ArrayList<>();
    for (Waiting<S> each : waiting) {
      passed.add(each);
      if (!served.contains(share(each, steps)) && isDue(each, steps, now)) {
        served.add(share(each, steps));
        made.add(each);
        all.addAll(passed);
        passed.clear();
        if (made.size() == AT_ONCE) {
          break;
        }
      }
    }
    return all.isEmpty() ? null : new Turn<>(all, made);
  }

  /** All that wait, to be written anew, if it is time for that and none is due; otherwise null. */
  @Nullable Turn<S> anew(Steps<S> steps, Instant now) {
    Waiting<S> first = waiting.peek();
    Duration kept = isFull() ? PASSED_BY : KEPT;
    boolean isTime = first != null && !now.isBefore(first.since().plus(kept));
    return isTime && dueShares(steps, now).isEmpty()
        ? new Turn<>(List.copyOf(waiting), Set.of())
        : null;
  }

  /** What can't be read is passed over in a share of its own. */
  private static <S> String share(Waiting<S> each, Steps<S> steps) {
    return each.step() == null ? "" : steps.share(each.step());
  }

  private static <S> boolean isDue(Waiting<S> each, Steps<S> steps, Instant now) {
    return each.step() == null || steps.isDue(each.step(), now);
  }

  void remove(Predicate<Waiting<S>> done) {
    waiting.removeIf(done);
  }
}
