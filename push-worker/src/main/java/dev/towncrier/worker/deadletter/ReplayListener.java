package dev.towncrier.worker.deadletter;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.store.RecordCoordinates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ConsumerSeekAware;
import tools.jackson.core.JacksonException;

/**
 * Makes replays, step by step. A step that is not due yet waits in memory while its partition is
 * paused; polling goes on meanwhile, so that the membership lasts. Everything here runs on the
 * consumer's thread.
 */
final class ReplayListener implements ConsumerSeekAware {
  private static final Logger log = LoggerFactory.getLogger(ReplayListener.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final String ID = "replays";

  /**
   * A record that waits.
   *
   * @param step null if it can't be read
   */
  private record Waiting(long offset, @Nullable ReplayContinued step) {
    boolean isDue(Instant now) {
      return step == null || step.due() == null || !now.isBefore(step.due());
    }
  }

  private final Replayer replayer;
  private final ReplayTransactions transactions;
  private final InstantSource clock;
  private final Map<TopicPartition, Deque<Waiting>> waiting = new HashMap<>();
  private final Set<TopicPartition> inDoubt = new HashSet<>();
  private Instant goesOnAt = Instant.MIN;

  ReplayListener(Replayer replayer, ReplayTransactions transactions, InstantSource clock) {
    this.replayer = replayer;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(
      Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
    forget(assignments.keySet());
  }

  @Override
  public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
    if (partitions != null) {
      forget(partitions);
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    waiting.keySet().removeAll(partitions);
    inDoubt.removeAll(partitions);
  }

  @KafkaListener(
      id = ID,
      idIsGroup = false,
      topics = "#{@topics.replays()}",
      containerFactory = "replayContainers")
  void onReplays(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      waiting
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), _ -> new ArrayDeque<>())
          .add(new Waiting(record.offset(), read(record)));
    }
    goOn(consumer);
  }

  /** Comes several times a second while there is nothing to read. */
  @EventListener(condition = "#root.event.listenerId.startsWith('" + ID + "')")
  void onIdle(ListenerContainerIdleEvent event) {
    goOn(event.getConsumer());
  }

  private static @Nullable ReplayContinued read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Json.MAPPER.readValue(record.value(), ReplayContinued.class);
    } catch (JacksonException | IllegalArgumentException e) {
      log.warn(
          "The record at {}-{}@{} is no replay",
          record.topic(),
          record.partition(),
          record.offset());
      return null;
    }
  }

  private void goOn(Consumer<?, ?> consumer) {
    if (!clock.instant().isBefore(goesOnAt)) {
      try {
        waiting.forEach((partition, steps) -> makeDue(partition, steps, consumer));
      } catch (RuntimeException e) {
        log.warn("A replay failed and is tried again: {}", e.toString());
        goesOnAt = clock.instant().plus(PAUSE_AFTER_FAILURE);
      }
    }
    pauseWhatWaits(consumer);
  }

  private void makeDue(TopicPartition partition, Deque<Waiting> steps, Consumer<?, ?> consumer) {
    if (inDoubt.contains(partition)) {
      dropMade(partition, steps, consumer);
    }
    for (Waiting next = steps.peek();
        next != null && next.isDue(clock.instant());
        next = steps.peek()) {
      make(partition, next, consumer);
      steps.remove();
    }
  }

  private void make(TopicPartition partition, Waiting next, Consumer<?, ?> consumer) {
    var source = new RecordCoordinates(partition.topic(), partition.partition(), next.offset());
    List<ProducerRecord<byte[], byte[]>> records =
        next.step() == null ? List.of() : replayer.follow(next.step(), source, clock.instant());
    inDoubt.add(partition);
    transactions.commit(records, partition, next.offset() + 1, consumer.groupMetadata());
    inDoubt.remove(partition);
  }

  /** Drops steps whose commit was made after all, though no answer said so. */
  private void dropMade(TopicPartition partition, Deque<Waiting> steps, Consumer<?, ?> consumer) {
    transactions.settle();
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    if (committed != null) {
      steps.removeIf(step -> step.offset() < committed.offset());
    }
    inDoubt.remove(partition);
  }

  private void pauseWhatWaits(Consumer<?, ?> consumer) {
    Set<TopicPartition> paused = new HashSet<>();
    waiting.forEach((partition, steps) -> {
      if (!steps.isEmpty()) {
        paused.add(partition);
      }
    });
    paused.retainAll(consumer.assignment());
    Set<TopicPartition> resumed = new HashSet<>(consumer.paused());
    resumed.removeAll(paused);
    consumer.resume(resumed);
    consumer.pause(paused);
  }
}
