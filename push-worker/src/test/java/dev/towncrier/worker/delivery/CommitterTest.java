package dev.towncrier.worker.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.kafka.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a commit of unknown end means after partitions went away. */
class CommitterTest {
  private final AssignedPartition stays = finished("stays");
  private final AssignedPartition lost = finished("lost");
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Deque<Producer<byte[], byte[]>> producers = new ArrayDeque<>();
  private final Committer committer = new Committer(producers::remove, consumer, marks -> {});

  @Test
  void wasMadeIfItHoldsForThePartitionsThatStay() {
    loseAPartitionWhileACommitIsInDoubt();
    MockProducer<byte[], byte[]> next = nextProducer();
    consumer.commitSync(
        Map.of(
            stays.id(), new OffsetAndMetadata(1),
            lost.id(), new OffsetAndMetadata(7))); // another worker went on from there

    commit(committer, List.of(stays));

    assertThat(next.history()).isEmpty();
    assertThat(stays.uncommitted()).isZero();
  }

  @Test
  void wasNotMadeIfItDoesNotHoldForThem() {
    loseAPartitionWhileACommitIsInDoubt();
    MockProducer<byte[], byte[]> next = nextProducer();
    consumer.commitSync(Map.of(lost.id(), new OffsetAndMetadata(1))); // by another worker

    commit(committer, List.of(stays));

    assertThat(next.history()).hasSize(1);
    assertThat(stays.uncommitted()).isZero();
  }

  @Test
  void waitsWhileNoProducerCanBeOpened() {
    Deque<RuntimeException> failures = new ArrayDeque<>();
    failures.add(new TimeoutException("the broker did not answer"));
    MockProducer<byte[], byte[]> next = nextProducer();
    Committer patient =
        new Committer(
            () -> {
              if (!failures.isEmpty()) {
                throw failures.remove();
              }
              return producers.remove();
            },
            consumer,
            marks -> {});

    commit(patient, List.of(stays));
    assertThat(stays.uncommitted()).isEqualTo(1);
    commit(patient, List.of(stays));

    assertThat(next.history()).hasSize(1);
    assertThat(stays.uncommitted()).isZero();
  }

  private static void commit(Committer committer, List<AssignedPartition> partitions) {
    try {
      for (int i = 0; i < 2; i++) { // opens a producer first, where there is none
        committer.commit(partitions);
        assertThat(committer.await(Duration.ofSeconds(10))).isTrue();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void loseAPartitionWhileACommitIsInDoubt() {
    consumer.assign(List.of(stays.id(), lost.id()));
    MockProducer<byte[], byte[]> failing = nextProducer();
    failing.commitTransactionException = new TimeoutException("the broker did not answer");
    commit(committer, List.of(stays, lost));
    assertThat(stays.uncommitted()).isEqualTo(1);
  }

  private MockProducer<byte[], byte[]> nextProducer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producers.add(producer);
    return producer;
  }

  private static AssignedPartition finished(String topic) {
    AssignedPartition partition =
        new AssignedPartition(new TopicPartition(topic, 0), Lane.DIRECT, null, Progress.at(0));
    partition.read(0);
    partition.finishedAtOnce(0, List.of(new ProducerRecord<>("outcomes", topic.getBytes(UTF_8))));
    return partition;
  }
}
