package dev.towncrier.api.deadletters;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Replay;
import dev.towncrier.store.Replays;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands replays to Kafka, where workers make them. What Kafka did not confirm is handed over later;
 * a replay whose record came twice after all is made once, since the first record owns it.
 */
@Component
class ReplayHandover implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ReplayHandover.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Longer than the first try may take. */
  private static final Duration OVERDUE = Duration.ofSeconds(15);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Replays replays;
  private final KafkaTemplate<String, byte[]> kafka;
  private final String topic;
  private @Nullable CountDownLatch stopping;

  ReplayHandover(Replays replays, KafkaTemplate<String, byte[]> kafka, Topics topics) {
    this.replays = replays;
    this.kafka = kafka;
    this.topic = topics.replays();
  }

  /** Writes the replay's record, now or, if Kafka does not confirm it, later. */
  void handOver(Replay replay) {
    byte[] record =
        Json.MAPPER.writeValueAsBytes(ReplayContinued.from(replay.id(), replay.perSecond()));
    try {
      kafka
          .send(topic, replay.id().toString(), record)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      replays.handedOver(replay.id());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      log.warn(
          "Replay {} waits for Kafka: {}",
          replay.id(),
          NestedExceptionUtils.getMostSpecificCause(e).toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void start() {
    if (stopping == null) {
      CountDownLatch stop = new CountDownLatch(1);
      stopping = stop;
      Thread.ofVirtual().name("replay-handover").start(() -> handOverLateOnes(stop));
    }
  }

  private void handOverLateOnes(CountDownLatch stop) {
    try {
      do {
        try {
          replays.notHandedOver(OVERDUE).forEach(this::handOver);
        } catch (RuntimeException e) {
          log.warn("Replays wait for Postgres: {}", e.toString());
        }
      } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void stop() {
    if (stopping != null) {
      stopping.countDown();
      stopping = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return stopping != null;
  }
}
