package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.load.Pace;
import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.NewTopics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that two hops through Kafka take: a record is produced, consumed and produced to a
 * second topic in a transaction with its offset, and read there once that is committed.
 */
final class Echo implements AutoCloseable {

  private static final String FIRST = "echo-first";
  private static final String SECOND = "echo-second";
  private static final int PARTITIONS = 12;
  private static final int RECORD_BYTES = 400;
  private static final int MOST = 1 << 20;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLongArray arrivals = new AtomicLongArray(MOST);
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final List<Thread> threads = new ArrayList<>();

  Echo(String bootstrapServers) throws InterruptedException {
    this.bootstrapServers = bootstrapServers;
    NewTopics.create(
        bootstrapServers,
        List.of(
            new NewTopic(FIRST, PARTITIONS, (short) 1),
            new NewTopic(SECOND, PARTITIONS, (short) 1)));
    producer = producer(Map.of());
    threads.add(Thread.ofPlatform().daemon().name("echo").start(this::echo));
    threads.add(Thread.ofPlatform().daemon().name("echo-receipt").start(this::receive));
  }

  /** Sends so many at the rate of all latency figures; returns latencies in nanoseconds. */
  long[] send(int count) throws InterruptedException {
    int before = arrived.get();
    byte[] value = new byte[RECORD_BYTES];
    long[] due =
        Pace.at(
            Scale.RATE,
            count,
            i -> {
              byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
              var _ = producer.send(new ProducerRecord<>(FIRST, key, value));
            });
    if (!Patience.await(LIMIT, () -> {}, () -> arrived.get() - before >= count)) {
      throw new IllegalStateException("The echo lost records");
    }
    long[] latencies = new long[count];
    for (int i = 0; i < count; i++) {
      latencies[i] = arrivals.get(i) - due[i];
    }
    return latencies;
  }

  private void echo() {
    try (KafkaConsumer<byte[], byte[]> consumer =
            consumer(Map.of("group.id", "echo", "enable.auto.commit", false));
        KafkaProducer<byte[], byte[]> transactional =
            producer(Map.of("transactional.id", "echo"))) {
      transactional.initTransactions();
      consumer.assign(partitions(FIRST));
      consumer.seekToBeginning(consumer.assignment());
      while (wanted.get()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
          continue;
        }
        transactional.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          var _ = transactional.send(new ProducerRecord<>(SECOND, record.key(), record.value()));
          offsets.put(
              new TopicPartition(FIRST, record.partition()),
              new OffsetAndMetadata(record.offset() + 1));
        }
        transactional.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        transactional.commitTransaction();
      }
    }
  }

  private void receive() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer(Map.of("isolation.level", "read_committed"))) {
      consumer.assign(partitions(SECOND));
      consumer.seekToBeginning(consumer.assignment());
      while (wanted.get()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          arrivals.set(ByteBuffer.wrap(record.key()).getInt(), now);
          arrived.incrementAndGet();
        }
      }
    }
  }

  private static List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(
        with(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(
        with(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    return all;
  }

  @Override
  public void close() {
    wanted.set(false);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
