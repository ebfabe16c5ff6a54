package dev.towncrier.contract.publish;

import static java.util.Objects.requireNonNull;

import dev.towncrier.contract.InvalidJson;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes one application's notification events to Kafka. Safe for use by many threads; make one
 * and keep it. A repeat of an event, with its id, is the same notification: nobody gets it twice.
 *
 * <p>Unless the settings say otherwise, every replica in sync confirms an event ({@code acks=all}),
 * Kafka writes it once ({@code enable.idempotence=true}), and what is not confirmed 30 s after it
 * was handed over has failed ({@code delivery.timeout.ms}). Handing over takes 10 s at most ({@code
 * max.block.ms}), where Kafka can't be reached or its buffer is full.
 */
public final class NotificationPublisher implements AutoCloseable {
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

  private final Producer<String, byte[]> producer;
  private final String application;
  private final String topic;

  /**
   * Connects in the background.
   *
   * @param settings Kafka's producer settings: at least {@code bootstrap.servers}, and whatever the
   *     brokers want of TLS and credentials; they win over the defaults above. Serializers are set
   *     here, and transactions are not supported
   * @param application the id of the application, whose events these are
   * @param topic {@code push.notifications}, or {@code push.notifications.<application>} where the
   *     brokers' permissions say who publishes for whom
   * @throws KafkaException if a setting is wrong; the message names it
   */
  public NotificationPublisher(Map<String, ?> settings, String application, String topic) {
    Map<String, Object> merged = new HashMap<>(DEFAULTS);
    merged.putAll(settings);
    this.producer = new KafkaProducer<>(merged, new StringSerializer(), new ByteArraySerializer());
    this.application = application;
    this.topic = topic;
  }

  /**
   * Publishes an event and waits until Kafka has it.
   *
   * @return the event's id: its own, or the random UUID that it got
   * @throws InvalidJson if it breaks the contract, and nothing was published; the message names the
   *     member and what it must be
   * @throws UnconfirmedEvent if Kafka did not confirm it in time, or the thread was interrupted
   *     (and stays so)
   */
  public String publish(NotificationEvent event) {
    NotificationEvent complete = event.completeFor(application);
    try {
      return send(complete).get();
    } catch (ExecutionException e) {
      throw unconfirmed(complete, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unconfirmed(complete, e);
    }
  }

  /**
   * Publishes an event without waiting for Kafka's word.
   *
   * @return completes with the event's id once Kafka has it, or with an {@link UnconfirmedEvent};
   *     on a thread of Kafka's, which what follows must not hold up
   * @throws InvalidJson as {@link #publish} does
   */
  public CompletableFuture<String> publishAsync(NotificationEvent event) {
    NotificationEvent complete = event.completeFor(application);
    return send(complete)
        .exceptionally(failure -> {
          throw unconfirmed(complete, failure);
        });
  }

  private CompletableFuture<String> send(NotificationEvent event) {
    CompletableFuture<String> published = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, event.id(), event.bytes()),
              (_, failure) -> {
                if (failure == null) {
                  published.complete(event.id());
                } else {
                  published.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      published.completeExceptionally(e);
    }
    return published;
  }

  private UnconfirmedEvent unconfirmed(NotificationEvent event, Throwable cause) {
    return new UnconfirmedEvent(event.id(), topic, cause);
  }

  /** Waits until all that was handed over is confirmed or has failed, and lets go of Kafka. */
  @Override
  public void close() {
    producer.close();
  }
}
