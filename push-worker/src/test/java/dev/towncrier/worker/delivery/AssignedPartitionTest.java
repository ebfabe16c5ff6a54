package dev.towncrier.worker.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.SubscriptionMarks;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.delivery.AssignedPartition.Commit;
import dev.towncrier.worker.kafka.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignedPartitionTest {
  private static final int MORE_THAN_FITS = 4_000;

  private final AssignedPartition partition =
      new AssignedPartition(new TopicPartition("deliveries", 0), Lane.DIRECT, null, Progress.at(0));

  @Test
  void commitsWhatIsFinishedWithItsProgress() {
    start(3);
    partition.finished(1, records("one"), null);

    Commit commit = news();

    assertThat(commit.progress()).isEqualTo(new Progress(0, 3, List.of(0L, 2L)));
    assertThat(values(commit)).containsExactly("one");
  }

  @Test
  void commitsTheSameAgainUntilItWasMade() {
    start(2);
    partition.finished(0, records("zero"), null);
    Commit first = news();
    partition.finished(1, records("one", "one's dead letter"), null);

    assertThat(values(news())).containsExactly("zero", "one", "one's dead letter");

    partition.committed(first.progress());
    assertThat(partition.uncommitted()).isEqualTo(1);
    assertThat(values(news())).containsExactly("one", "one's dead letter");
  }

  @Test
  void countsWhatMayBeRepeatedUntilItIsCommitted() {
    start(3);
    partition.finished(0, records("zero"), null);
    assertThat(partition.read(3)).isTrue();
    partition.finishedAtOnce(3, records("three"));
    Commit first = news();
    partition.finished(1, records("one"), null);

    assertThat(partition.startedUncommitted()).isEqualTo(2);
    assertThat(partition.uncommitted()).isEqualTo(3);
    partition.committed(first.progress());
    assertThat(partition.startedUncommitted()).isEqualTo(1);
    assertThat(partition.uncommitted()).isEqualTo(1);
  }

  @Test
  void keepsAResultBackThatItsProgressCannotStandFor() {
    start(MORE_THAN_FITS);
    long last = MORE_THAN_FITS - 1;
    partition.finished(last, records("last"), null);

    Commit commit = news();
    assertThat(commit.records()).isEmpty();
    partition.committed(commit.progress());
    assertThat(partition.uncommitted()).isEqualTo(1);

    for (long offset = 0; offset < last; offset++) {
      partition.finished(offset, List.of(), null);
    }
    assertThat(news().progress()).isEqualTo(Progress.at(MORE_THAN_FITS));
    assertThat(values(news())).containsExactly("last");
  }

  @Test
  void hasNewsUntilTheyAreCommitted() {
    assertThat(partition.commit()).isEmpty();
    start(1);
    partition.finished(0, List.of(), null);

    partition.committed(news().progress());

    assertThat(partition.commit()).isEmpty();
    assertThat(partition.uncommitted()).isZero();
  }

  @Test
  void commitsWhatIsToBeNotedAboutSubscriptions() {
    Mark mark = new Mark(new UUID(0, 1), 1, SubscriptionMarks.Kind.GONE);
    start(2);
    partition.finished(0, List.of(), mark);
    partition.finished(1, List.of(), null);

    assertThat(news().marks()).containsExactly(mark);
  }

  @Test
  void looksFirstAtWhatIsDueFirst() {
    Instant now = Instant.parse("2026-12-01T09:00:00Z");
    partition.waits(new Received(0, now.plusSeconds(9), delivery(), null));
    partition.waits(new Received(1, now.plusSeconds(1), delivery(), null));
    partition.waits(new Received(2, now.plusSeconds(1), delivery(), null));

    assertThat(partition.takeDue(now)).isNull();
    assertThat(offsetDue(now.plusSeconds(1))).isEqualTo(1);
    assertThat(offsetDue(now.plusSeconds(1))).isEqualTo(2);
    assertThat(partition.takeDue(now.plusSeconds(1))).isNull();
    assertThat(offsetDue(now.plusSeconds(10))).isZero();
  }

  @Test
  void forgetsWhatWaitsWhenTheWorkerIsAboutToLoseIt() {
    partition.waits(new Received(0, Instant.MIN, delivery(), null));
    partition.leave();
    assertThat(partition.waiting()).isZero();
    assertThat(partition.isLeaving()).isTrue();
  }

  @Test
  void countsWhatIsInFlightAndWhatWaitsForItsCommit() {
    start(3);
    partition.finished(2, records("two"), null);
    partition.read(3);
    partition.finishedAtOnce(3, records("poison"));

    assertThat(partition.inFlight()).isEqualTo(2);
    assertThat(partition.uncommitted()).isEqualTo(2);
  }

  private Commit news() {
    return partition.commit().orElseThrow();
  }

  private long offsetDue(Instant now) {
    return Objects.requireNonNull(partition.takeDue(now)).offset();
  }

  private static DeliveryRequested delivery() {
    return new DeliveryRequested(
        "d1",
        "n1",
        "shop",
        new UUID(0, 1),
        Instant.MAX,
        "https://push.example",
        new UUID(0, 2),
        null,
        0,
        null,
        null,
        0);
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
