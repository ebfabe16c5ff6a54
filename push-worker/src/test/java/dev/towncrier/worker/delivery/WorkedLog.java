package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A partition's log, and a simple account of what was done about each of its records, which a
 * {@link PartitionProgress} is held to at every step.
 */
final class WorkedLog {
  /** What may happen. */
  enum Step {
    READ_FEW,
    READ_MANY,
    FINISH_FEW,
    FINISH_MANY,
    COMMIT,
    RESTART,
    LOSE_OLDEST
  }

  private static final int FEW = 5;
  private static final int MANY = 1_200;

  private final Random random;
  private final NavigableSet<Long> log = new TreeSet<>();
  private final List<Long> inFlight = new ArrayList<>();
  private final Set<Long> finished = new HashSet<>();
  private final Set<Long> committedAsFinished = new HashSet<>();
  private Progress committed = Progress.at(0);
  private PartitionProgress progress = new PartitionProgress(committed);
  private long position;
  private long end;

  WorkedLog(Random random) {
    this.random = random;
  }

  void perform(Step step) {
    switch (step) {
      case READ_FEW -> read(random.nextInt(FEW));
      case READ_MANY -> read(random.nextInt(MANY));
      case FINISH_FEW -> finish(random.nextInt(FEW));
      case FINISH_MANY -> finish(random.nextInt(MANY));
      case COMMIT -> commit();
      case RESTART -> restart();
      case LOSE_OLDEST -> loseOldest();
    }
  }

  /** Reads, finishes and commits all that there is and one record more. */
  Progress finishEverything() {
    restart();
    append();
    read(log.size());
    finish(log.size());
    return commit();
  }

  /** One more than the highest offset. */
  long end() {
    return end;
  }

  private void append() {
    long gap =
        switch (random.nextInt(8)) {
          case 0 -> random.nextInt(3); // a transaction's marker or two
          case 1 -> random.nextBoolean() ? random.nextInt(1_000_000) : 0;
          default -> 0;
        };
    log.add(end + gap);
    end += gap + 1;
  }

  private void read(int count) {
    for (int i = 0; i < count; i++) {
      if (log.ceiling(position) == null) {
        append();
      }
      Long offset = log.ceiling(position);
      position = offset + 1;
      assertThat(progress.read(offset)).isEqualTo(!committedAsFinished.contains(offset));
      if (!committedAsFinished.contains(offset)) {
        inFlight.add(offset);
      }
    }
  }

  private void finish(int count) {
    for (int i = 0; i < count && !inFlight.isEmpty(); i++) {
      int last = inFlight.size() - 1;
      Long offset = inFlight.set(random.nextInt(inFlight.size()), inFlight.get(last));
      // The one drawn went out, the last one took its place.
      inFlight.remove(last);
      progress.finish(offset);
      finished.add(offset);
    }
  }

  private Progress commit() {
    Progress snapshot = progress.snapshot();
    String metadata = ProgressMetadata.encode(snapshot);
    assertThat(metadata.length()).isLessThanOrEqualTo(ProgressMetadata.MAX_LENGTH);
    assertThat(ProgressMetadata.decode(snapshot.position(), metadata)).isEqualTo(snapshot);
    finished.removeIf(offset -> offset < snapshot.end() && committedAsFinished.add(offset));
    Set<Long> open = new HashSet<>(snapshot.open());
    for (Long offset : log.headSet(snapshot.end())) {
      assertThat(committedAsFinished.contains(offset)).isEqualTo(!open.contains(offset));
    }
    committed = snapshot;
    return snapshot;
  }

  private void restart() {
    progress = new PartitionProgress(committed);
    position = committed.position();
    inFlight.clear();
    finished.clear();
  }

  /** Retention takes records away, which a restarted worker then never sees. */
  private void loseOldest() {
    restart();
    log.headSet(position + random.nextInt(MANY)).clear();
  }
}
