package dev.towncrier.worker.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepListenerTest {
  private static final String TOPIC = "steps";
  private static final int PARTITIONS = 6;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final List<MockProducer<byte[], byte[]>> opened = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Tracing tracing = Tracing.off(new Topics("test"), now::get);
  private boolean isMember;

  @Test
  void pollsAfterAFailureHoweverLongEachTakes() {
    try (Transactions transactions = new Transactions(this::open)) {
      StepListener<String> listener =
          new StepListener<>(
              "test", TOPIC, "containers", new Said(), transactions, tracing, now::get);
      consumer.assign(partitions());

      listener.onSteps(oneOnEachPartition(), consumer);
      assertThat(opened).hasSize(1);

      isMember = true; // as a poll makes it
      for (int poll = 0; poll < PARTITIONS; poll++) {
        now.updateAndGet(time -> time.plusSeconds(1));
        listener.onSteps(ConsumerRecords.empty(), consumer);
      }
    }

    assertThat(opened.stream().flatMap(each -> each.history().stream()).map(StepListenerTest::text))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
  }

  /** Takes longer than the pause after a failure. */
  private Producer<byte[], byte[]> open() {
    if (opened.size() > PARTITIONS) {
      throw new AssertionError("It tries on and on and does not poll");
    }
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(2)));
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    if (!isMember) {
      producer.commitTransactionException = new CommitFailedException("no such generation");
    }
    opened.add(producer);
    return producer;
  }

  private static List<TopicPartition> partitions() {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(number -> new TopicPartition(TOPIC, number))
        .toList();
  }

  private static ConsumerRecords<byte[], byte[]> oneOnEachPartition() {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    for (TopicPartition each : partitions()) {
      byte[] value = String.valueOf(each.partition()).getBytes(UTF_8);
      records.put(
          each, List.of(new ConsumerRecord<>(TOPIC, each.partition(), 0, new byte[0], value)));
    }
    return new ConsumerRecords<>(records, Map.of());
  }

  private static String text(ProducerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  /** Each step is a share's of its own and says what follows. */
  private static final class Said implements Steps<String> {
    @Override
    public String read(byte[] value) {
      return new String(value, UTF_8);
    }

    @Override
    public String share(String step) {
      return step;
    }

    @Override
    public boolean isDue(String step, Instant now) {
      return true;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> follow(
        String step, RecordCoordinates source, Instant now) {
      return List.of(new ProducerRecord<>("follows", step.getBytes(UTF_8)));
    }
  }
}
