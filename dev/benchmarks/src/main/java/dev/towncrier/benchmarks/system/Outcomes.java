package dev.towncrier.benchmarks.system;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the outcomes that workers have committed, on a thread of its own. */
public final class Outcomes implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Outcome, AtomicLong> counts = new EnumMap<>(Outcome.class);
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final Thread thread;

  Outcomes(String bootstrapServers, String topic) {
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new AtomicLong());
    }
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = Thread.ofPlatform().daemon().name("outcomes").start(this::count);
  }

  private void count() {
    while (wanted.get()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Outcome outcome = Json.MAPPER.readValue(record.value(), DeliveryOutcome.class).outcome();
        AtomicLong count = counts.get(outcome);
        if (count != null) {
          count.incrementAndGet();
        }
      }
    }
    consumer.close();
  }

  /** Outcomes so far. */
  public long total() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Outcomes so far, by kind, without those that there are none of. */
  public Map<Outcome, Long> byKind() {
    Map<Outcome, Long> found = new EnumMap<>(Outcome.class);
    counts.forEach((outcome, count) -> {
      if (count.get() > 0) {
        found.put(outcome, count.get());
      }
    });
    return found;
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
