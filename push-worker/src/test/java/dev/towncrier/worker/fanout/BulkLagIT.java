package dev.towncrier.worker.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Topics;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkLagIT {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");
  private static final int ENOUGH = 10_000;

  private final String topic = new Topics(TestInfrastructure.freshTopicPrefix()).bulk();
  private final String group = topic + ".delivery";
  private final Map<String, Object> kafka = Map.of("bootstrap.servers", TestInfrastructure.kafka());
  private final Admin admin = Admin.create(kafka);
  private final BulkLag lag = new BulkLag(topic, group, () -> Admin.create(kafka));

  @BeforeEach
  void makeTopic() throws InterruptedException, ExecutionException {
    admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
  }

  @AfterEach
  void close() {
    lag.close();
    admin.close();
  }

  @Test
  void hasNoRoomBeforeItHasLooked() {
    assertThat(lag.hasRoom()).isFalse();

    lag.look(NOON);

    assertThat(lag.hasRoom()).isTrue();
  }

  @Test
  void hasNoRoomWhileDeliveriesLag() {
    request(ENOUGH / 2, ENOUGH / 2 - 1);
    lag.look(NOON);
    assertThat(lag.hasRoom()).isTrue();

    request(1, 0);
    lag.look(NOON.plusSeconds(1));
    assertThat(lag.hasRoom()).isFalse();

    commit(0, 1);
    lag.look(NOON.plusSeconds(2));
    assertThat(lag.hasRoom()).isTrue();
  }

  @Test
  void countsWhatWasRequestedSinceItLooked() {
    lag.look(NOON);

    lag.requested(ENOUGH - 1);
    assertThat(lag.hasRoom()).isTrue();
    lag.requested(1);
    assertThat(lag.hasRoom()).isFalse();
  }

  @Test
  void hasRoomForAsMuchAsIsDeliveredInTwoSeconds() {
    request(3 * ENOUGH, 0);
    commit(0, 0);
    lag.look(NOON);
    assertThat(lag.hasRoom()).isFalse();

    Instant now = NOON;
    for (int second = 1; second <= 2; second++) {
      now = now.plus(Duration.ofSeconds(1));
      commit(0, (long) second * ENOUGH);
      request(ENOUGH, 0);
      lag.look(now);
    }

    assertThat(lag.hasRoom()).as("a rate just learnt counts little").isFalse();
    for (int second = 3; second <= 30; second++) {
      now = now.plus(Duration.ofSeconds(1));
      commit(0, (long) second * ENOUGH);
      request(ENOUGH / 10 * 9, 0);
      lag.look(now);
    }
    assertThat(lag.hasRoom()).as("of some 20,000, as 10,000 are delivered a second").isTrue();
  }

  private void commit(int partition, long offset) {
    try {
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void request(int first, int second) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < first + second; i++) {
        var _ = producer.send(new ProducerRecord<>(topic, i < first ? 0 : 1, null, new byte[1]));
      }
    }
  }
}
