package dev.towncrier.worker.fanout;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.NotificationKey;
import dev.towncrier.store.Schedule;
import dev.towncrier.worker.tracing.Traces;
import dev.towncrier.worker.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands notifications to Kafka when their {@code sendAt} has come. One that is handed over twice,
 * since nobody knows whether Kafka has it, is fanned out once: the first step wins it.
 */
final class ScheduleHandover implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ScheduleHandover.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 100;

  private final Schedule schedule;
  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final Tracing tracing;
  private final InstantSource clock;
  private @Nullable CountDownLatch stopping;

  ScheduleHandover(
      Schedule schedule,
      Producer<byte[], byte[]> producer,
      Topics topics,
      Tracing tracing,
      InstantSource clock) {
    this.schedule = schedule;
    this.producer = producer;
    this.topics = topics;
    this.tracing = tracing;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (stopping == null) {
      CountDownLatch stop = new CountDownLatch(1);
      stopping = stop;
      Thread.ofVirtual().name("schedule").start(() -> run(stop));
    }
  }

  private void run(CountDownLatch stop) {
    try {
      do {
        try {
          while (schedule.handOverDue(clock.instant(), AT_ONCE, this::handOver) == AT_ONCE) {
            log.debug("More notifications are due");
          }
        } catch (RuntimeException e) {
          log.warn("Notifications that are due wait: {}", e.toString());
        }
      } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver(List<NotificationKey> due) {
    try (Traces traces = tracing.begin()) {
      List<Future<RecordMetadata>> sent =
          due.stream().flatMap(key -> begin(key, traces)).map(producer::send).toList();
      for (Future<RecordMetadata> each : sent) {
        each.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      traces.committed();
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka did not confirm notifications that are due", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private Stream<ProducerRecord<byte[], byte[]>> begin(NotificationKey key, Traces traces) {
    return traces.due(key.application(), key.id(), Fanout.begin(topics, key));
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
