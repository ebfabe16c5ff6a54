package dev.towncrier.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Notification;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests deliveries on the bulk topic, each subscription in turn, as fan-out would. */
public final class BulkLoad implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final List<Subscriber> subscribers;
  private final List<Notification> notifications;
  private final UUID vapidKeyId;
  private final Outcomes outcomes;
  private final SplittableRandom random = new SplittableRandom();
  private final AtomicLong requested = new AtomicLong();
  private final AtomicBoolean wanted = new AtomicBoolean(true);

  BulkLoad(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      List<Subscriber> subscribers,
      List<Notification> notifications,
      UUID vapidKeyId,
      Outcomes outcomes) {
    this.producer = producer;
    this.topic = topic;
    this.subscribers = subscribers;
    this.notifications = notifications;
    this.vapidKeyId = vapidKeyId;
    this.outcomes = outcomes;
  }

  /** Requests so many on the calling thread, and returns when the broker has them. */
  public void request(long count) {
    for (long i = 0; i < count; i++) {
      requestOne();
    }
    producer.flush();
  }

  /**
   * Keeps deliveries waiting until {@link #close}, on a thread of its own.
   *
   * @param ahead how many are requested and have no outcome yet, about
   */
  public void keepAhead(int ahead) {
    Thread.ofPlatform()
        .daemon()
        .name("load")
        .start(() -> {
          while (wanted.get()) {
            if (requested.get() - outcomes.total() < ahead) {
              for (int i = 0; i < 500; i++) {
                requestOne();
              }
            } else {
              LockSupport.parkNanos(PAUSE.toNanos());
            }
          }
        });
  }

  private void requestOne() {
    long number = requested.getAndIncrement();
    Subscriber subscriber = subscribers.get((int) (number % subscribers.size()));
    Notification notification =
        notifications.get((int) (number / subscribers.size() % notifications.size()));
    DeliveryRequested delivery =
        new DeliveryRequested(
            deliveryId(),
            notification.id(),
            notification.application(),
            subscriber.id(),
            notification.deadline(),
            subscriber.pushService(),
            vapidKeyId,
            null,
            0,
            null,
            null,
            0);
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic,
                subscriber.id().toString().getBytes(UTF_8),
                Json.MAPPER.writeValueAsBytes(delivery)));
  }

  private String deliveryId() {
    byte[] id =
        ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** Deliveries requested so far. */
  public long requested() {
    return requested.get();
  }

  /** Requests no more. */
  @Override
  public void close() {
    wanted.set(false);
  }
}
