package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;

/**
 * Stops the removal of subscriptions when a push service calls suddenly too many of them gone. It
 * counts only subscriptions from which the same push service took a message before. On while the
 * last minute had at least {@value #ANSWERS} answers of which more than 20 % and more than ten
 * times the usual share said gone, and for five minutes after.
 */
public final class Brake {
  static final int ANSWERS = 200;
  static final double SHARE = 0.2;
  static final double TIMES_USUAL = 10;

  /** It stays on for so long after the share was last abnormal. */
  public static final Duration LASTS = Duration.ofMinutes(5);

  private static final int SLOTS = 12;
  private static final int SLOT_SECONDS = 5;

  private final long[] answers = new long[SLOTS];
  private final long[] gone = new long[SLOTS];
  private long slot = Long.MIN_VALUE;
  private double usualShare;
  private Instant since = Instant.MIN;
  private Instant lastAbnormal = Instant.MIN;
  private long settledAnswers;
  private long settledGone;

  /** Answers that were normal and are old enough to count as usual. */
  public record Settled(long answers, long gone) {}

  /** The push service answered for a subscription that it took a message for before. */
  public void answered(boolean saysGone, Instant now) {
    turnTo(now);
    int index = (int) Math.floorMod(slot, (long) SLOTS);
    answers[index]++;
    if (!saysGone) {
      return;
    }
    gone[index]++;
    if (isAbnormal()) {
      goOn(isOn(now) ? since : now, now);
    }
  }

  /** Whether nothing is to be removed now. */
  public boolean isOn(Instant now) {
    return now.isBefore(lastAbnormal.plus(LASTS));
  }

  /** When it went on last. */
  public Instant since() {
    return since;
  }

  /** When the share was last abnormal. */
  public Instant lastAbnormal() {
    return lastAbnormal;
  }

  /** It is on, as this or another worker found. */
  public void goOn(Instant since, Instant lastAbnormal) {
    if (lastAbnormal.isAfter(this.lastAbnormal)) {
      this.since = since;
      this.lastAbnormal = lastAbnormal;
    }
  }

  /** The share of gone answers over the last day. */
  public void usual(double share) {
    usualShare = share;
  }

  /** Takes what has become usual since the last call. */
  public Settled takeSettled(Instant now) {
    turnTo(now);
    Settled settled = new Settled(settledAnswers, settledGone);
    settledAnswers = 0;
    settledGone = 0;
    return settled;
  }

  private boolean isAbnormal() {
    long all = 0;
    long saidGone = 0;
    for (int i = 0; i < SLOTS; i++) {
      all += answers[i];
      saidGone += gone[i];
    }
    return all >= ANSWERS && saidGone > all * Math.max(SHARE, TIMES_USUAL * usualShare);
  }

  private void turnTo(Instant now) {
    long current = now.getEpochSecond() / SLOT_SECONDS;
    if (slot == Long.MIN_VALUE) {
      slot = current;
    }
    for (int turns = 0; slot < current && turns < SLOTS; turns++) {
      slot++;
      leave((int) Math.floorMod(slot, (long) SLOTS), now);
    }
    slot = Math.max(slot, current);
  }

  private void leave(int index, Instant now) {
    if (!isOn(now)) {
      settledAnswers += answers[index];
      settledGone += gone[index];
    }
    answers[index] = 0;
    gone[index] = 0;
  }
}
