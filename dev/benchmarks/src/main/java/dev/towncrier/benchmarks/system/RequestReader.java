package dev.towncrier.benchmarks.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.contract.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes what fan-out requests from {@link GeneratedSubscriptions}, as the group of those that
 * deliver would, and holds each to come once. On a thread of its own.
 */
public final class RequestReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int NUMBER_AT = 24; // of the 36 characters of an id
  private static final int HEX = 16;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BitSet seen = new BitSet();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicBoolean cleared = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final Thread thread;

  RequestReader(String bootstrapServers, Topics topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", topics.prefix() + ".delivery",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "max.poll.records", "10000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topics.bulk()));
    thread = Thread.ofPlatform().daemon().name("requests").start(this::run);
  }

  private void run() {
    while (wanted.get()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (cleared.compareAndSet(true, false)) {
        seen.clear();
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        String id = new String(record.key(), US_ASCII);
        int number = Integer.parseInt(id, NUMBER_AT, id.length(), HEX);
        if (seen.get(number)) {
          repeated.incrementAndGet();
        }
        seen.set(number);
      }
      consumer.commitSync(); // also behind aborted records, which are never seen
      read.addAndGet(records.count());
    }
    consumer.close();
  }

  /** Forgets who got a request, before the next notification; nothing may be on its way. */
  public void next() {
    cleared.set(true);
    read.set(0);
  }

  /** Requests since the notification began. */
  public long read() {
    return read.get();
  }

  /** Requests that came again. */
  public long repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    wanted.set(false);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
