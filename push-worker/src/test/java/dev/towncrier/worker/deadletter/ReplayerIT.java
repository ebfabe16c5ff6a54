package dev.towncrier.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.Applications;
import dev.towncrier.store.DeadLetterFilter;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.NewDeadLetter;
import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.store.Replay;
import dev.towncrier.store.Replays;
import dev.towncrier.store.Schema;
import dev.towncrier.worker.LostCommit;
import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.kafka.WorkerSettings;
import dev.towncrier.worker.steps.StepListener;
import dev.towncrier.worker.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Replays step by step, on a real broker and a real database. */
@Timeout(60)
class ReplayerIT {
  private static final int LETTERS = 5;
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  private final Topics topics = new Topics(TestInfrastructure.freshTopicPrefix());
  private final TopicPartition partition = new TopicPartition(topics.replays(), 0);
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicBoolean failed = new AtomicBoolean();
  private KafkaClients kafka;
  private Consumer<byte[], byte[]> consumer;
  private Replays replays;

  @BeforeEach
  void setUp() throws InterruptedException, ExecutionException {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(TestInfrastructure.kafka()));
    kafka = new KafkaClients(properties, new WorkerSettings("w1", topics.prefix()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.replays(), 1, (short) 1),
                  new NewTopic(topics.direct(), 1, (short) 1)))
          .all()
          .get();
    }
    join();
    storeDeadLetters();
  }

  private void join() {
    consumer = kafka.consumers("replays").createConsumer();
    consumer.assign(List.of(partition));
  }

  private void storeDeadLetters() {
    DataSource database = TestInfrastructure.freshDatabase().dataSource();
    Schema.migrate(database);
    new Applications(database, new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random())))
        .create(
            new NewApplication(
                "shop",
                "Shop",
                List.of("https://shop.example"),
                List.of(),
                new VapidSubject("mailto:push@shop.example"),
                "https://shop.example/"),
            P256.bouncyCastle().generateKeyPair());
    new DeadLetters(database)
        .add(
            topics.deliveriesDeadLetter(),
            0,
            0,
            LETTERS,
            IntStream.range(0, LETTERS).mapToObj(this::letter).toList(),
            letter -> {
              throw new AssertionError(letter);
            });
    replays = new Replays(database, now::get);
  }

  private NewDeadLetter letter(int number) {
    return new NewDeadLetter(
        "shop",
        DeadLetterReason.REFUSED,
        new DeliveryRequested(
            "d" + number,
            "n1",
            "shop",
            new UUID(0, number),
            NOON.plusSeconds(600),
            "https://push.example",
            new UUID(1, 1),
            null,
            3,
            null,
            null,
            0),
        null,
        NOON,
        new RecordCoordinates(topics.deliveriesDeadLetter(), 0, number));
  }

  @AfterEach
  void tearDown() {
    consumer.close();
  }

  @Test
  void requestsASliceNoEarlierThanItIsDue() {
    write(take(2));
    try (Transactions transactions = new Transactions(this::producer)) {
      StepListener<ReplayContinued> listener = listener(transactions);
      turn(listener);
      assertThat(requested()).containsExactly("d0", "d1");
      now.set(NOON.plusMillis(999));
      turn(listener);
      assertThat(requested()).hasSize(2);

      now.set(NOON.plusSeconds(1));
      turn(listener);
      assertThat(requested()).containsExactly("d0", "d1", "d2", "d3");
      now.set(NOON.plusSeconds(2));
      turn(listener);
    }

    assertThat(requested()).containsExactly("d0", "d1", "d2", "d3", "d4");
  }

  @Test
  void requestsEachOnceWhenTheReplayWasHandedOverTwice() {
    Replay replay = take(null);
    write(replay);
    write(replay);
    try (Transactions transactions = new Transactions(this::producer)) {
      turn(listener(transactions));
    }

    assertThat(requested()).containsExactly("d0", "d1", "d2", "d3", "d4");
  }

  @Test
  void passesOverWhatIsNoReplay() {
    write("no JSON");
    write("{}");
    write(take(null));
    try (Transactions transactions = new Transactions(this::producer)) {
      turn(listener(transactions));
    }

    assertThat(requested()).hasSize(LETTERS);
  }

  @Test
  void requestsEachOnceWhenOnlyTheWordOfACommitWasLost() {
    requestsEachOnceAfter(LostCommit.AFTER_IT_WAS_MADE);
  }

  @Test
  void requestsEachOnceWhenACommitWasLost() {
    requestsEachOnceAfter(LostCommit.BEFORE_IT_WAS_MADE);
  }

  private void requestsEachOnceAfter(LostCommit lost) {
    write(take(2));
    try (Transactions transactions = new Transactions(() -> lost.by(producer(), failed))) {
      StepListener<ReplayContinued> listener = listener(transactions);
      for (int second = 0; second < 8; second++) {
        turn(listener);
        now.updateAndGet(time -> time.plusSeconds(1));
      }
    }

    assertThat(failed).isTrue();
    assertThat(requested()).containsExactly("d0", "d1", "d2", "d3", "d4");
  }

  @Test
  void requestsEachOnceWhenAWorkerWasKilledBetweenItsSteps() {
    write(take(2));
    turn(listener(new Transactions(this::producer)));
    consumer.close();
    join();
    now.set(NOON.plusSeconds(10));

    try (Transactions transactions = new Transactions(this::producer)) {
      StepListener<ReplayContinued> listener = listener(transactions);
      for (int second = 0; second < 3; second++) {
        turn(listener);
        now.updateAndGet(time -> time.plusSeconds(1));
      }
    }

    assertThat(requested()).containsExactly("d0", "d1", "d2", "d3", "d4");
  }

  private Replay take(Integer perSecond) {
    return replays.take(new DeadLetterFilter("shop", null, null, null), perSecond).orElseThrow();
  }

  private void write(Replay replay) {
    write(Json.MAPPER.writeValueAsString(ReplayContinued.from(replay.id(), replay.perSecond())));
  }

  private void write(String value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestInfrastructure.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.replays(), value.getBytes(UTF_8))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private StepListener<ReplayContinued> listener(Transactions transactions) {
    return new StepListener<>(
        "replays",
        topics.replays(),
        "replayContainers",
        new Replayer(replays, topics),
        transactions,
        Tracing.off(topics, now::get),
        now::get);
  }

  /** Reads all that stands there, and gives the listener its turn even if that is nothing. */
  private void turn(StepListener<ReplayContinued> listener) {
    for (int poll = 0; poll < 3; poll++) {
      listener.onSteps(consumer.poll(Duration.ofMillis(300)), consumer);
    }
  }

  private Producer<byte[], byte[]> producer() {
    return kafka.openTransactionalProducer("replays");
  }

  /** The ids of all deliveries that were requested, in order. */
  private List<String> requested() {
    TopicPartition direct = new TopicPartition(topics.direct(), 0);
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestInfrastructure.kafka(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(direct));
      reader.seekToBeginning(List.of(direct));
      long end = reader.endOffsets(List.of(direct)).get(direct);
      List<String> ids = new ArrayList<>();
      while (reader.position(direct) < end) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          ids.add(Json.MAPPER.readValue(record.value(), DeliveryRequested.class).deliveryId());
        }
      }
      return ids;
    }
  }
}
