package dev.towncrier.worker.steps;

import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.steps.WaitingSteps.Turn;
import dev.towncrier.worker.steps.WaitingSteps.Waiting;
import dev.towncrier.worker.tracing.Traces;
import dev.towncrier.worker.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Makes the steps that stand on a topic, each once it is due. What is made, what follows from it
 * and its offset are one transaction. A step that is not due waits in memory; when one behind it is
 * made, it is written anew behind that. Polling goes on meanwhile, so that the membership lasts.
 * Everything here runs on the consumer's thread.
 *
 * @param <S> a step
 */
public final class StepListener<S> implements ConsumerSeekAware {
  private static final Logger log = LoggerFactory.getLogger(StepListener.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final String id;
  private final String topic;
  private final String containers;
  private final Steps<S> steps;
  private final Transactions transactions;
  private final Tracing tracing;
  private final InstantSource clock;
  private final Map<TopicPartition, WaitingSteps<S>> waiting = new HashMap<>();
  private final Set<TopicPartition> inDoubt = new HashSet<>();
  private final Map<TopicPartition, Instant> goesOnAt = new HashMap<>();
  private boolean failed; // since the last poll

  /**
   * Makes steps.
   *
   * @param id of the listener, such as {@code replays}
   * @param topic where the steps stand
   * @param containers name of the bean that makes its containers, by {@link StepContainers}
   */
  public StepListener(
      String id,
      String topic,
      String containers,
      Steps<S> steps,
      Transactions transactions,
      Tracing tracing,
      InstantSource clock) {
    this.id = id;
    this.topic = topic;
    this.containers = containers;
    this.steps = steps;
    this.transactions = transactions;
    this.tracing = tracing;
    this.clock = clock;
  }

  /** For the annotation below. */
  public String id() {
    return id;
  }

  /** For the annotation below. */
  public String topic() {
    return topic;
  }

  /** For the annotation below. */
  public String containers() {
    return containers;
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
    goesOnAt.keySet().removeAll(partitions);
    inDoubt.removeAll(partitions);
  }

  /** Takes what was read, and makes what is due. */
  @KafkaListener(
      id = "#{__listener.id()}",
      idIsGroup = false,
      topics = "#{__listener.topic()}",
      containerFactory = "#{__listener.containers()}")
  public void onSteps(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      waiting(new TopicPartition(record.topic(), record.partition()))
          .add(record, read(record), clock.instant());
    }
    goOn(consumer);
  }

  /** Comes many times a second while there is nothing to read. */
  @EventListener
  public void onIdle(ListenerContainerIdleEvent event) {
    if (event.getListenerId().startsWith(id)) {
      goOn(event.getConsumer());
    }
  }

  private @Nullable S read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return steps.read(record.value());
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      log.warn(
          "The record at {}-{}@{} is passed over, as it can't be read",
          record.topic(),
          record.partition(),
          record.offset());
      return null;
    }
  }

  /**
   * Makes a step of each share in turn. What follows from a step has to be read before it is made,
   * so once a share has none left, reading comes first: the others would get ahead of it.
   */
  private void goOn(Consumer<?, ?> consumer) {
    failed = false;
    Set<String> sharing = dueShares(consumer);
    for (Set<String> due = sharing; !failed && !due.isEmpty() && due.containsAll(sharing); ) {
      makeOneOfEach(consumer);
      due = dueShares(consumer);
    }
    readyPartitions()
        .forEach(partition ->
            attempt(
                partition,
                () -> make(partition, waiting(partition).anew(steps, clock.instant()), consumer)));
    pauseWhatIsFull(consumer);
  }

  /** Looks how things stand, and for whom a step is due. */
  private Set<String> dueShares(Consumer<?, ?> consumer) {
    for (TopicPartition partition : readyPartitions()) {
      if (inDoubt.contains(partition)) {
        attempt(partition, () -> dropMade(partition, waiting(partition), consumer));
      }
    }
    Instant now = clock.instant();
    List<S> all = waiting.values().stream().flatMap(each -> each.steps().stream()).toList();
    Set<String> shares = new HashSet<>();
    for (TopicPartition partition : readyPartitions()) {
      attempt(
          partition,
          () -> {
            steps.look(all, now);
            shares.addAll(waiting(partition).dueShares(steps, now));
          });
    }
    return shares;
  }

  /** Chooses all before the first is made, so that it takes nothing away from the others. */
  private void makeOneOfEach(Consumer<?, ?> consumer) {
    Set<String> served = new HashSet<>();
    Map<TopicPartition, Turn<S>> turns = new LinkedHashMap<>();
    for (TopicPartition partition : readyPartitions()) {
      Turn<S> turn = waiting(partition).next(steps, clock.instant(), served);
      if (turn != null) {
        turns.put(partition, turn);
      }
    }
    turns.forEach((partition, turn) -> attempt(partition, () -> make(partition, turn, consumer)));
  }

  private List<TopicPartition> readyPartitions() {
    Instant now = clock.instant();
    return waiting.keySet().stream()
        .filter(partition -> !now.isBefore(goesOnAt.getOrDefault(partition, Instant.MIN)))
        .toList();
  }

  private WaitingSteps<S> waiting(TopicPartition partition) {
    return waiting.computeIfAbsent(partition, _ -> new WaitingSteps<>());
  }

  /**
   * What fails on one partition holds up none of the others for long. After a failure, nothing more
   * is tried before the next poll: only that brings a member back into a group that has gone on
   * without it, and nothing is committed before.
   */
  private void attempt(TopicPartition partition, Runnable action) {
    if (failed) {
      return;
    }
    try {
      action.run();
    } catch (RuntimeException e) {
      failed = true;
      log.warn("A step on {} failed and is made again: {}", partition, e.toString());
      goesOnAt.put(partition, clock.instant().plus(PAUSE_AFTER_FAILURE));
    }
  }

  private void make(TopicPartition partition, @Nullable Turn<S> turn, Consumer<?, ?> consumer) {
    if (turn == null) {
      return;
    }
    try (Traces traces = tracing.begin()) {
      List<ProducerRecord<byte[], byte[]>> records = follow(turn, traces);
      inDoubt.add(partition);
      transactions.commit(
          records.stream(),
          Map.of(partition, new OffsetAndMetadata(turn.next())),
          consumer.groupMetadata());
      traces.committed();
    }
    inDoubt.remove(partition);
    waiting(partition).remove(each -> each.record().offset() < turn.next());
  }

  private List<ProducerRecord<byte[], byte[]>> follow(Turn<S> turn, Traces traces) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> anew = new ArrayList<>();
    for (Waiting<S> each : turn.all()) {
      ConsumerRecord<byte[], byte[]> record = each.record();
      if (!turn.made().contains(each)) {
        anew.add(
            new ProducerRecord<>(
                topic, record.partition(), record.key(), record.value(), record.headers()));
      } else if (each.step() != null) {
        var source = new RecordCoordinates(topic, record.partition(), record.offset());
        var following = steps.follow(each.step(), source, clock.instant());
        traces.step(record, following.stream()).forEach(records::add);
      }
    }
    records.addAll(anew);
    return records;
  }

  /** Drops steps whose commit was made after all, though no answer said so. */
  private void dropMade(TopicPartition partition, WaitingSteps<S> waits, Consumer<?, ?> consumer) {
    transactions.settle();
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    if (committed != null) {
      waits.remove(each -> each.record().offset() < committed.offset());
    }
    inDoubt.remove(partition);
  }

  private void pauseWhatIsFull(Consumer<?, ?> consumer) {
    Set<TopicPartition> paused = new HashSet<>();
    waiting.forEach((partition, waits) -> {
      if (waits.isFull()) {
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
