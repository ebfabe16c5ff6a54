package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
  private final PartitionProgress fresh = new PartitionProgress(Progress.at(0));

  @Test
  void staysAtTheLowestUnfinishedOffset() {
    read(fresh, 0, 1, 2);

    fresh.finish(1);
    assertThat(fresh.snapshot()).isEqualTo(new Progress(0, 3, List.of(0L, 2L)));

    fresh.finish(0);
    assertThat(fresh.snapshot()).isEqualTo(new Progress(2, 3, List.of(2L)));

    fresh.finish(2);
    assertThat(fresh.snapshot()).isEqualTo(Progress.at(3));
  }

  @Test
  void countsOffsetsThatNeverAppearAsFinished() {
    read(fresh, 3, 7);

    fresh.finish(3);

    assertThat(fresh.snapshot()).isEqualTo(new Progress(7, 8, List.of(7L)));
  }

  @Test
  void saysNothingNewBeforeAnythingIsRead() {
    Progress committed = new Progress(5, 10, List.of(5L, 7L));

    assertThat(new PartitionProgress(committed).snapshot()).isEqualTo(committed);
  }

  @Test
  void processesOnlyWhatWasOpenWhenItCarriesOn() {
    PartitionProgress restored = new PartitionProgress(new Progress(5, 9, List.of(5L, 7L)));

    assertThat(restored.read(5)).isTrue();
    assertThat(restored.read(6)).isFalse();
    assertThat(restored.read(7)).isTrue();
    assertThat(restored.read(8)).isFalse();
    assertThat(restored.read(9)).isTrue();
    restored.finish(7);

    assertThat(restored.snapshot()).isEqualTo(new Progress(5, 10, List.of(5L, 9L)));
  }

  @Test
  void keepsWhatIsFinishedThroughASecondRestart() {
    PartitionProgress restored = new PartitionProgress(new Progress(5, 9, List.of(5L, 7L)));
    restored.read(5);

    PartitionProgress again = new PartitionProgress(restored.snapshot());

    assertThat(again.read(5)).isTrue();
    assertThat(again.read(6)).isFalse();
    assertThat(again.read(7)).isTrue();
    assertThat(again.read(8)).isFalse();
  }

  @Test
  void forgetsAnOpenOffsetThatNeverComesAgainOnceALaterOneIsRead() {
    PartitionProgress restored = new PartitionProgress(new Progress(5, 9, List.of(5L, 7L)));

    assertThat(restored.read(8)).isFalse();

    assertThat(restored.snapshot()).isEqualTo(Progress.at(9));
  }

  @Test
  void passesOverAbortedRecordsAtTheEndWhichNobodyEverSees() {
    read(fresh, 0, 1);
    fresh.finish(0);
    fresh.finish(1);

    fresh.reached(10);

    assertThat(fresh.snapshot()).isEqualTo(Progress.at(10));
    assertThat(fresh.read(10)).isTrue();
  }

  @Test
  void keepsWhatIsUnfinishedWhenItPassesOverTheEnd() {
    read(fresh, 0, 1);
    fresh.finish(1);

    fresh.reached(10);
    assertThat(fresh.snapshot()).isEqualTo(new Progress(0, 10, List.of(0L)));

    fresh.finish(0);
    assertThat(fresh.snapshot()).isEqualTo(Progress.at(10));
  }

  @Test
  void awaitsNothingThatLiesBelowWhereItHasCome() {
    PartitionProgress restored = new PartitionProgress(new Progress(5, 9, List.of(5L, 7L)));

    restored.reached(5);
    assertThat(restored.snapshot()).isEqualTo(new Progress(5, 9, List.of(5L, 7L)));
    restored.reached(7);
    assertThat(restored.snapshot()).isEqualTo(new Progress(7, 9, List.of(7L)));
    restored.reached(8);
    assertThat(restored.snapshot()).isEqualTo(Progress.at(9));
  }

  @Test
  void leavesResultsOutThatDoNotFitIntoTheMetadata() {
    for (long offset = 0; offset < 5_000; offset++) {
      fresh.read(offset);
    }
    fresh.finish(4_999);

    Progress snapshot = fresh.snapshot();

    assertThat(snapshot.end()).isBetween(3_000L, 4_998L);
    assertThat(snapshot.open()).hasSize((int) snapshot.end());
    assertThat(ProgressMetadata.encode(snapshot)).hasSizeLessThanOrEqualTo(4_096);
    assertThat(new PartitionProgress(snapshot).read(4_999)).isTrue();
  }

  /** Whatever is read, finished, committed and restarted in whatever order. */
  @Property(tries = 150)
  void skipsNothingAndRepeatsNothingThatWasCommitted(
      @ForAll long seed, @ForAll @Size(max = 60) List<WorkedLog.Step> steps) {
    WorkedLog log = new WorkedLog(new Random(seed));

    for (WorkedLog.Step step : steps) {
      log.perform(step);
    }

    assertThat(log.finishEverything()).isEqualTo(Progress.at(log.end()));
  }

  private static void read(PartitionProgress progress, long... offsets) {
    for (long offset : offsets) {
      assertThat(progress.read(offset)).isTrue();
    }
  }
}
