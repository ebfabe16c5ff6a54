package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.worker.delivery.AssignedPartition.Received;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.OutcomeRouter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One membership in the group of workers that deliver. A single thread reads, starts and commits
 * deliveries; each delivery runs on a virtual thread of its own and hands its result back.
 */
final class DeliverySession implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliverySession.class);
  private static final Duration BUSY_POLL = Duration.ofMillis(5);
  private static final Duration IDLE_POLL = Duration.ofMillis(100);
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  /** A record of the retry topic waits here at most for so long before it goes round again. */
  private static final Duration RETRY_TIER = Duration.ofSeconds(10);

  /** What came of a delivery. */
  private record Result(
      AssignedPartition partition, long offset, List<ProducerRecord<byte[], byte[]>> records) {}

  private record Start(AssignedPartition partition, Received received) {}

  private final DeliverySettings settings;
  private final Deliverer deliverer;
  private final Loader loader;
  private final OutcomeRouter router;
  private final InstantSource clock;
  private final Runnable onAssigned;
  private final Consumer<byte[], byte[]> consumer;
  private final Committer committer;
  private final KeyedExecution<UUID> execution = new KeyedExecution<>();
  private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private Instant nextCommit = Instant.MIN;
  private Instant storeBack = Instant.MIN;

  DeliverySession(
      DeliverySettings settings,
      Deliverer deliverer,
      Loader loader,
      OutcomeRouter router,
      InstantSource clock,
      Runnable onAssigned,
      Consumer<byte[], byte[]> consumer,
      Committer committer) {
    this.settings = settings;
    this.deliverer = deliverer;
    this.loader = loader;
    this.router = router;
    this.clock = clock;
    this.onAssigned = onAssigned;
    this.consumer = consumer;
    this.committer = committer;
  }

  /** Delivers what stands on {@code topics} while {@code running}; then lets everything go. */
  void run(Collection<String> topics, BooleanSupplier running) throws InterruptedException {
    consumer.subscribe(topics, this);
    while (running.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record :
          consumer.poll(isIdle() ? IDLE_POLL : BUSY_POLL)) {
        read(record);
      }
      collect();
      start();
      pauseWhatWaits();
      if (!clock.instant().isBefore(nextCommit)) {
        commit();
      }
    }
    letGo(partitions.values());
    partitions.clear();
  }

  private boolean isIdle() {
    return partitions.values().stream()
        .allMatch(partition -> partition.inFlight() == 0 && partition.uncommitted() == 0);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    AssignedPartition partition =
        partitions.get(new TopicPartition(record.topic(), record.partition()));
    if (partition == null || !partition.read(record.offset())) {
      return;
    }
    try {
      DeliveryRequested delivery = Json.MAPPER.readValue(record.value(), DeliveryRequested.class);
      partition.waiting().add(new Received(record.offset(), record.timestamp(), delivery));
    } catch (JacksonException | IllegalArgumentException e) {
      log.warn(
          "The record at {}-{}@{} is no delivery and goes to the dead-letter topic",
          record.topic(),
          record.partition(),
          record.offset());
      partition.finishedAtOnce(record.offset(), List.of(router.poison(record)));
    }
  }

  private void collect() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("A delivery came to nothing", cause);
    }
    for (Result result = results.poll(); result != null; result = results.poll()) {
      take(result);
    }
  }

  private void take(Result result) {
    result.partition().finished(result.offset(), result.records());
  }

  private void start() {
    Instant now = clock.instant();
    if (now.isBefore(storeBack)) {
      return;
    }
    List<Start> batch = due(now);
    if (batch.isEmpty()) {
      return;
    }
    Loaded loaded;
    try {
      loaded = loader.load(batch.stream().map(start -> start.received().delivery()).toList());
    } catch (RuntimeException e) {
      log.warn("Deliveries wait for the store: {}", e.toString());
      storeBack = now.plus(STORE_PAUSE);
      batch.reversed().forEach(start -> start.partition().waiting().addFirst(start.received()));
      return;
    }
    batch.forEach(start -> start(start, loaded));
  }

  /** Takes what may start now from all partitions in turn, as far as the window has room. */
  private List<Start> due(Instant now) {
    int room = settings.window();
    for (AssignedPartition partition : partitions.values()) {
      room -= partition.inFlight() + partition.uncommitted();
    }
    List<Start> batch = new ArrayList<>();
    boolean found = true;
    while (found && batch.size() < room) {
      found = false;
      for (AssignedPartition partition : partitions.values()) {
        Received next = partition.waiting().peek();
        if (next == null || now.isBefore(looksAgainAt(next)) || batch.size() >= room) {
          continue;
        }
        found = true;
        partition.waiting().remove();
        Instant notBefore = next.delivery().notBefore();
        if (notBefore != null && now.isBefore(notBefore)) {
          partition.finishedAtOnce(
              next.offset(), router.perform(next.delivery(), new NextStep.Park(notBefore), now));
        } else {
          batch.add(new Start(partition, next));
        }
      }
    }
    return batch;
  }

  private static Instant looksAgainAt(Received received) {
    Instant notBefore = received.delivery().notBefore();
    if (notBefore == null) {
      return Instant.MIN;
    }
    Instant roundEnds = Instant.ofEpochMilli(received.timestamp()).plus(RETRY_TIER);
    return notBefore.isBefore(roundEnds) ? notBefore : roundEnds;
  }

  private void start(Start start, Loaded loaded) {
    AssignedPartition partition = start.partition();
    Received received = start.received();
    partition.started();
    execution.execute(
        received.delivery().subscriptionId(),
        () -> {
          try {
            results.add(
                new Result(
                    partition, received.offset(), deliverer.deliver(received.delivery(), loaded)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over, the record is read again
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /** Polling goes on while records wait, so that the membership lasts; nothing more is fetched. */
  private void pauseWhatWaits() {
    Set<TopicPartition> paused = new HashSet<>();
    partitions.forEach((id, partition) -> {
      if (!partition.waiting().isEmpty()) {
        paused.add(id);
      }
    });
    Set<TopicPartition> resumed = new HashSet<>(consumer.paused());
    resumed.removeAll(paused);
    consumer.resume(resumed);
    consumer.pause(paused);
  }

  private void commit() {
    nextCommit = clock.instant().plus(settings.commitInterval());
    committer.commit(partitions.values());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
    for (TopicPartition id : assigned) {
      OffsetAndMetadata offset = committed.get(id);
      Progress progress =
          offset == null
              ? Progress.at(0)
              : ProgressMetadata.decode(offset.offset(), offset.metadata());
      partitions.put(id, new AssignedPartition(id, progress));
    }
    onAssigned.run();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    List<AssignedPartition> leaving = new ArrayList<>();
    for (TopicPartition id : revoked) {
      AssignedPartition partition = partitions.get(id);
      if (partition != null) {
        leaving.add(partition);
      }
    }
    try {
      letGo(leaving);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    partitions.keySet().removeAll(Set.copyOf(revoked));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    partitions.keySet().removeAll(Set.copyOf(lost));
  }

  /** Lets what is in flight finish and commits it, so that whoever is next repeats nothing. */
  private void letGo(Collection<AssignedPartition> leaving) throws InterruptedException {
    leaving.forEach(partition -> partition.waiting().clear());
    Instant deadline = clock.instant().plus(settings.drainTimeout());
    while (leaving.stream().anyMatch(partition -> partition.inFlight() > 0)
        && clock.instant().isBefore(deadline)) {
      Result result = results.poll(BUSY_POLL.toMillis(), TimeUnit.MILLISECONDS);
      if (result != null) {
        take(result);
      }
    }
    do {
      commit();
    } while (leaving.stream().anyMatch(AssignedPartition::hasNews)
        && clock.instant().isBefore(deadline));
  }

  /** After an error this lets go of what {@link #run} still had, so the consumer goes first. */
  @Override
  public void close() {
    try {
      // A static member that only closes keeps its partitions from the others until it times out.
      consumer.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    } finally {
      execution.close();
      committer.close();
    }
  }
}
