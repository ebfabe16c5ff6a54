package dev.towncrier.worker.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.delivery.AssignedPartition.Commit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignedPartitionTest {
  private static final int MORE_THAN_FITS = 4_000;

  private final AssignedPartition partition =
      new AssignedPartition(new TopicPartition("deliveries", 0), Progress.at(0));

  @Test
  void commitsWhatIsFinishedWithItsProgress() {
    start(3);
    partition.finished(1, records("one"));

    Commit commit = partition.commit();

    assertThat(commit.progress()).isEqualTo(new Progress(0, 3, List.of(0L, 2L)));
    assertThat(values(commit)).containsExactly("one");
  }

  @Test
  void commitsTheSameAgainUntilItWasMade() {
    start(2);
    partition.finished(0, records("zero"));
    Commit first = partition.commit();
    partition.finished(1, records("one", "one's dead letter"));

    assertThat(values(partition.commit())).containsExactly("zero", "one", "one's dead letter");

    partition.committed(first.progress());
    assertThat(partition.uncommitted()).isEqualTo(1);
    assertThat(values(partition.commit())).containsExactly("one", "one's dead letter");
  }

  @Test
  void keepsAResultBackThatItsProgressCannotStandFor() {
    start(MORE_THAN_FITS);
    long last = MORE_THAN_FITS - 1;
    partition.finished(last, records("last"));

    Commit commit = partition.commit();
    assertThat(commit.records()).isEmpty();
    partition.committed(commit.progress());
    assertThat(partition.uncommitted()).isEqualTo(1);

    for (long offset = 0; offset < last; offset++) {
      partition.finished(offset, List.of());
    }
    assertThat(partition.commit().progress()).isEqualTo(Progress.at(MORE_THAN_FITS));
    assertThat(values(partition.commit())).containsExactly("last");
  }

  @Test
  void hasNewsUntilTheyAreCommitted() {
    assertThat(partition.hasNews()).isFalse();
    start(1);
    partition.finished(0, List.of());
    assertThat(partition.hasNews()).isTrue();

    partition.committed(partition.commit().progress());

    assertThat(partition.hasNews()).isFalse();
    assertThat(partition.uncommitted()).isZero();
  }

  @Test
  void countsWhatIsInFlightAndWhatWaitsForItsCommit() {
    start(3);
    partition.finished(2, records("two"));
    partition.read(3);
    partition.finishedAtOnce(3, records("poison"));

    assertThat(partition.inFlight()).isEqualTo(2);
    assertThat(partition.uncommitted()).isEqualTo(2);
  }

  private void start(int count) {
    for (long offset = 0; offset < count; offset++) {
      assertThat(partition.read(offset)).isTrue();
      partition.started();
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> records(String... values) {
    return List.of(values).stream()
        .map(value -> new ProducerRecord<byte[], byte[]>("outcomes", value.getBytes(UTF_8)))
        .toList();
  }

  private static List<String> values(Commit commit) {
    return commit.records().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }
}
