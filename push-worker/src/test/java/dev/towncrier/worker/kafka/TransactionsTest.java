package dev.towncrier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private final List<MockProducer<byte[], byte[]>> opened = new ArrayList<>();

  @Test
  void aListenerThatIsStillAtWorkLeavesNoProducerOpen() {
    Transactions transactions = new Transactions(this::open);
    transactions.close();

    assertThatExceptionOfType(KafkaException.class).isThrownBy(transactions::settle);
    assertThat(opened).isNotEmpty().allMatch(MockProducer::closed);
  }

  private Producer<byte[], byte[]> open() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    opened.add(producer);
    return producer;
  }
}
