package dev.towncrier.worker.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.worker.LostCommit;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
import dev.towncrier.worker.kafka.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Commits whose end stays unknown, on a real broker. */
@Timeout(60)
class CommitterIT {
  private final String prefix = TestInfrastructure.freshTopicPrefix();
  private final String outcomes = prefix + ".outcomes";
  private final TopicPartition deliveries = new TopicPartition(prefix + ".deliveries", 0);
  private final AssignedPartition partition =
      new AssignedPartition(deliveries, Lane.DIRECT, null, Progress.at(0));
  private final AtomicBoolean failed = new AtomicBoolean();
  private KafkaClients kafka;
  private Consumer<byte[], byte[]> consumer;

  @BeforeEach
  void setUp() throws InterruptedException, ExecutionException {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(TestInfrastructure.kafka()));
    kafka = new KafkaClients(properties, new WorkerSettings("w1", prefix));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(outcomes, 1, (short) 1),
                  new NewTopic(deliveries.topic(), 1, (short) 1)))
          .all()
          .get();
    }
    consumer = kafka.consumers("delivery").createConsumer();
    consumer.assign(List.of(deliveries));
  }

  @AfterEach
  void tearDown() {
    consumer.close();
  }

  @Test
  void recordsResultsOnceWhenOnlyTheWordOfTheCommitWasLost() {
    recordsResultsOnce(LostCommit.AFTER_IT_WAS_MADE);
  }

  @Test
  void recordsResultsOnceWhenTheCommitWasLost() {
    recordsResultsOnce(LostCommit.BEFORE_IT_WAS_MADE);
  }

  private void recordsResultsOnce(LostCommit lost) {
    start(0, 1, 2);
    finish(0, 2);
    try (Committer committer = committer(lost)) {
      commit(committer);
      assertThat(partition.uncommitted()).isEqualTo(2);
      start(3);
      finish(1, 3); // while the commit's end is unknown

      commit(committer);
    }

    assertThat(recorded()).containsExactlyInAnyOrder("0", "1", "2", "3");
    assertThat(partition.uncommitted()).isZero();
    assertThat(committed()).isEqualTo(Progress.at(4));
  }

  @Test
  void keepsFinishedResultsAboveAnOpenDeliveryInTheOffsetsMetadata() {
    start(0, 1, 2, 3, 4);
    finish(0, 1, 2, 4);

    try (Committer committer = new Committer(this::producer, consumer, marks -> {})) {
      commit(committer);
    }

    assertThat(committed()).isEqualTo(new Progress(3, 5, List.of(3L)));
    assertThat(recorded()).containsExactly("0", "1", "2", "4");
  }

  private void start(long... offsets) {
    for (long offset : offsets) {
      partition.read(offset);
      partition.started();
    }
  }

  private void finish(long... offsets) {
    for (long offset : offsets) {
      partition.finished(
          offset,
          List.of(new ProducerRecord<>(outcomes, Long.toString(offset).getBytes(UTF_8))),
          null);
    }
  }

  private void commit(Committer committer) {
    try {
      for (int i = 0; i < 2; i++) { // opens a producer first, where there is none
        committer.commit(List.of(partition));
        assertThat(committer.await(Duration.ofSeconds(30))).isTrue();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    return kafka.openTransactionalProducer("delivery");
  }

  private Committer committer(LostCommit lost) {
    return new Committer(() -> lost.by(producer(), failed), consumer, marks -> {});
  }

  private Progress committed() {
    OffsetAndMetadata committed = consumer.committed(Set.of(deliveries)).get(deliveries);
    return ProgressMetadata.decode(committed.offset(), committed.metadata());
  }

  /** Every committed outcome. */
  private List<String> recorded() {
    TopicPartition partition = new TopicPartition(outcomes, 0);
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestInfrastructure.kafka(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      long end = reader.endOffsets(List.of(partition)).get(partition);
      List<String> values = new ArrayList<>();
      while (reader.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          values.add(new String(record.value(), UTF_8));
        }
      }
      return values;
    }
  }
}
