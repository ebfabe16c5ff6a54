package dev.towncrier.simulator.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every push request in the order of arrival. An entry is there before its answer is sent.
 * Thread-safe. When full it forgets its oldest tenth.
 */
public final class Ledger {
  private final int capacity;
  private final ArrayList<LedgerEntry> entries = new ArrayList<>();
  private long lastSeq;

  /**
   * @param capacity entries to keep, from 10
   */
  public Ledger(int capacity) {
    if (capacity < 10) throw new IllegalArgumentException("ledger capacity is " + capacity);
    this.capacity = capacity;
  }

  /** Adds an entry and returns its number. */
  public synchronized long record(PushReceived push) {
    if (entries.size() >= capacity) entries.subList(0, capacity / 10).clear();
    entries.add(new LedgerEntry(++lastSeq, push));
    return lastSeq;
  }

  /** Writes down what the receiver said about an entry. Does nothing if it is forgotten. */
  public synchronized void acknowledge(long seq, boolean decrypted, @Nullable String failure) {
    int index = indexAfter(seq - 1);
    if (index >= entries.size() || entries.get(index).seq() != seq) return;
    PushReceived push = entries.get(index).push();
    entries.set(index, new LedgerEntry(seq, push.acknowledged(decrypted, failure)));
  }

  /** Every entry kept, oldest first. */
  public synchronized List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  /** The entries of one subscription, oldest first. */
  public List<LedgerEntry> entriesOf(String token) {
    return page(0, Integer.MAX_VALUE, push -> push.token().equals(token));
  }

  /**
   * A part of the ledger, oldest first.
   *
   * @param after only entries with a higher number
   * @param limit no more entries than this
   */
  public List<LedgerEntry> page(long after, int limit, Predicate<PushReceived> wanted) {
    List<LedgerEntry> newer;
    synchronized (this) {
      newer = List.copyOf(entries.subList(indexAfter(after), entries.size()));
    }
    return newer.stream().filter(entry -> wanted.test(entry.push())).limit(limit).toList();
  }

  /** Counts over every entry kept. */
  public LedgerSummary summary() {
    return LedgerSummary.of(entries());
  }

  /** Forgets every entry; the numbers go on. */
  public synchronized void clear() {
    entries.clear();
  }

  private int indexAfter(long seq) {
    long firstSeq = lastSeq - entries.size() + 1;
    return Math.clamp(seq + 1 - firstSeq, 0, entries.size());
  }
}
