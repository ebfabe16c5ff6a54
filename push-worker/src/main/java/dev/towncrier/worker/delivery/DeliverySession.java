package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Topics;
import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.kafka.ProgressMetadata;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One membership in the group of workers that deliver. A single thread reads, starts, ends and
 * commits deliveries; requests are made and answered on the connections' threads.
 */
final class DeliverySession implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliverySession.class);
  private static final Duration BUSY_POLL = Duration.ofMillis(5);
  private static final Duration IDLE_POLL = Duration.ofMillis(100);

  /** A partition of a retry topic looks so far ahead for what is due first. */
  private static final int LOOK_AHEAD = 1_000;

  private final DeliverySettings settings;
  private final Topics topics;
  private final Dispatcher dispatcher;
  private final Starter starter;
  private final Collector collector;
  private final Sharing sharing;
  private final OutcomeRouter router;
  private final DeliveryMetrics metrics;
  private final InstantSource clock;
  private final Runnable onAssigned;
  private final Consumer<byte[], byte[]> consumer;
  private final Committer committer;
  private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
  private Instant nextCommit = Instant.MIN;
  private int inFlight;
  private int uncommitted;

  DeliverySession(
      DeliverySettings settings,
      Topics topics,
      Dispatcher dispatcher,
      Starter starter,
      Collector collector,
      Sharing sharing,
      OutcomeRouter router,
      DeliveryMetrics metrics,
      InstantSource clock,
      Runnable onAssigned,
      Consumer<byte[], byte[]> consumer,
      Committer committer) {
    this.settings = settings;
    this.topics = topics;
    this.dispatcher = dispatcher;
    this.starter = starter;
    this.collector = collector;
    this.sharing = sharing;
    this.router = router;
    this.metrics = metrics;
    this.clock = clock;
    this.onAssigned = onAssigned;
    this.consumer = consumer;
    this.committer = committer;
  }

  /** Delivers while {@code running}; then lets everything go. */
  void run(BooleanSupplier running) throws InterruptedException {
    consumer.subscribe(topics.deliveries(), this);
    while (running.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record :
          consumer.poll(isIdle() ? IDLE_POLL : BUSY_POLL)) {
        read(record);
      }
      Instant now = clock.instant();
      sharing.turn(now);
      collector.collect(now);
      start(now);
      pauseWhatWaits();
      if (!now.isBefore(nextCommit)) {
        nextCommit = now.plus(settings.commitInterval());
        partitions.values().forEach(this::passOverWhatNeverComes);
        committer.commit(partitions.values());
      }
      count();
    }
    // A rebalance that began before ends only while its members poll, and until it has, the group
    // takes no commit.
    letGo(
        Set.copyOf(partitions.values()),
        () -> {
          consumer.pause(consumer.assignment());
          var _ = consumer.poll(Duration.ZERO);
        });
    partitions.clear();
  }

  /**
   * Without this, aborted records at a partition's end would count as a lag that nobody works off,
   * and large audiences would wait for it.
   */
  private void passOverWhatNeverComes(AssignedPartition partition) {
    try {
      partition.reached(consumer.position(partition.id(), Duration.ZERO));
    } catch (TimeoutException _) {
      // It has just been assigned, and nobody knows yet.
    }
  }

  private void count() {
    inFlight = 0;
    uncommitted = 0;
    for (AssignedPartition partition : partitions.values()) {
      inFlight += partition.inFlight();
      uncommitted += partition.uncommitted();
    }
    metrics.now(inFlight, uncommitted, dispatcher.queued());
  }

  private boolean isIdle() {
    return inFlight + uncommitted + dispatcher.queued() == 0;
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    AssignedPartition partition =
        partitions.get(new TopicPartition(record.topic(), record.partition()));
    if (partition == null || !partition.read(record.offset())) {
      return;
    }
    try {
      DeliveryRequested delivery = Json.MAPPER.readValue(record.value(), DeliveryRequested.class);
      partition.waits(Received.of(record, delivery, partition.tier()));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      log.warn(
          "The record at {}-{}@{} is no delivery and goes to the dead-letter topic",
          record.topic(),
          record.partition(),
          record.offset());
      partition.finishedAtOnce(record.offset(), List.of(router.poison(record)));
    }
  }

  private void start(Instant now) {
    if (!starter.isReady(now)) {
      return;
    }
    List<Dispatcher.Start> starts = dispatcher.take(partitions.values(), now);
    if (!starts.isEmpty()) {
      starter.start(starts, now);
    }
  }

  /** Polling goes on while records wait, so that the membership lasts; nothing more is fetched. */
  private void pauseWhatWaits() {
    Set<TopicPartition> paused = new HashSet<>();
    partitions.forEach((id, partition) -> {
      if (partition.waiting() >= (partition.tier() == null ? 1 : LOOK_AHEAD)) {
        paused.add(id);
      }
    });
    Set<TopicPartition> before = consumer.paused();
    if (!before.equals(paused)) {
      Set<TopicPartition> resumed = new HashSet<>(before);
      resumed.removeAll(paused);
      consumer.resume(resumed);
      consumer.pause(paused);
    }
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
      @Nullable RetryTier tier = topics.tier(id.topic()).orElse(null);
      Lane lane = id.topic().equals(topics.direct()) ? Lane.DIRECT : Lane.BULK;
      partitions.put(id, new AssignedPartition(id, lane, tier, progress));
    }
    onAssigned.run();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    Set<AssignedPartition> leaving = new HashSet<>();
    for (TopicPartition id : revoked) {
      AssignedPartition partition = partitions.get(id);
      if (partition != null) {
        leaving.add(partition);
      }
    }
    try {
      letGo(leaving, () -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    partitions.keySet().removeAll(Set.copyOf(revoked));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    Set<AssignedPartition> leaving = new HashSet<>();
    for (TopicPartition id : lost) {
      AssignedPartition partition = partitions.remove(id);
      if (partition != null) {
        partition.leave();
        leaving.add(partition);
      }
    }
    dispatcher.remove(leaving);
  }

  /**
   * Lets what was sent finish and commits it, so that whoever is next repeats nothing. What has not
   * been sent is not sent any more.
   *
   * @param meanwhile is run again and again
   */
  private void letGo(Set<AssignedPartition> leaving, Runnable meanwhile)
      throws InterruptedException {
    leaving.forEach(AssignedPartition::leave);
    dispatcher.remove(leaving);
    List<AssignedPartition> open = new ArrayList<>(leaving);
    Instant deadline = clock.instant().plus(settings.drainTimeout());
    boolean inTime = true;
    while (!open.isEmpty() && inTime) {
      Instant now = clock.instant();
      inTime = now.isBefore(deadline);
      collector.collect(now);
      if (committer.await(BUSY_POLL)) {
        committer.commit(partitions.values());
      }
      meanwhile.run();
      open.removeIf(this::isLetGo);
      if (!open.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    if (!open.isEmpty()) {
      log.warn("{} partitions are let go of with deliveries that may be repeated", open.size());
    }
  }

  private boolean isLetGo(AssignedPartition partition) {
    return !partitions.containsValue(partition) // another has it, or it was revoked meanwhile
        || (partition.inFlight() == 0 && partition.commit().isEmpty());
  }

  /** After an error this lets go of what {@link #run} still had, so the consumer goes first. */
  @Override
  public void close() {
    partitions.values().forEach(AssignedPartition::leave);
    try {
      consumer.close();
    } finally {
      committer.close();
    }
  }
}
