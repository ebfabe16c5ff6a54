package dev.towncrier.worker.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Topics;
import dev.towncrier.contract.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Performs a step: makes the records that are committed with the delivery's offset. */
public final class OutcomeRouter {
  private final Topics topics;

  /** Writes to the topics of that prefix. */
  public OutcomeRouter(Topics topics) {
    this.topics = topics;
  }

  /**
   * The records that say what came of the delivery at {@code now}.
   *
   * @param requestedBy the span that requested it; null if it is not traced
   */
  public List<ProducerRecord<byte[], byte[]>> perform(
      DeliveryRequested delivery, @Nullable Traceparent requestedBy, NextStep step, Instant now) {
    return switch (step) {
      case NextStep.End(Outcome outcome, boolean attempted, @Nullable Integer status) ->
          List.of(ended(delivery, outcome, null, status, attempted ? 1 : 0, now));
      case NextStep.DeadLetter(
              DeadLetterReason reason,
              @Nullable Integer status,
              String response) -> {
        int newAttempts = status == null ? 0 : 1;
        yield List.of(
            deadLetter(delivery, reason, status, response, newAttempts, now),
            ended(delivery, Outcome.DEAD_LETTERED, reason, status, newAttempts, now));
      }
      case NextStep.Retry(Instant at) ->
          List.of(again(delivery.retriedAt(at, now), requestedBy, at, now));
      case NextStep.Park(Instant at) ->
          List.of(again(delivery.parkedUntil(at), requestedBy, at, now));
    };
  }

  /** The record that keeps a delivery which could not be read, whole. */
  public ProducerRecord<byte[], byte[]> poison(ConsumerRecord<byte[], byte[]> poison) {
    var record = new ProducerRecord<>(topics.deliveriesDeadLetter(), poison.key(), poison.value());
    header(record, "reason", DeadLetterReason.POISON.label());
    return record;
  }

  private ProducerRecord<byte[], byte[]> again(
      DeliveryRequested delivery, @Nullable Traceparent requestedBy, Instant at, Instant now) {
    RetryTier tier = RetryTier.nearest(Duration.between(now, at));
    var record = record(topics.retry(tier), delivery, delivery);
    if (requestedBy != null) {
      header(record, Traceparent.HEADER, requestedBy.text());
    }
    return record;
  }

  private ProducerRecord<byte[], byte[]> ended(
      DeliveryRequested delivery,
      Outcome outcome,
      @Nullable DeadLetterReason reason,
      @Nullable Integer status,
      int newAttempts,
      Instant now) {
    return record(
        topics.outcomes(),
        delivery,
        new DeliveryOutcome(
            delivery.deliveryId(),
            delivery.notificationId(),
            delivery.application(),
            delivery.subscriptionId(),
            outcome,
            reason,
            status,
            delivery.attempts() + newAttempts,
            delivery.pushService(),
            now,
            delivery.browser(),
            delivery.replay()));
  }

  private ProducerRecord<byte[], byte[]> deadLetter(
      DeliveryRequested delivery,
      DeadLetterReason reason,
      @Nullable Integer status,
      String response,
      int newAttempts,
      Instant now) {
    var record = record(topics.deliveriesDeadLetter(), delivery, delivery);
    Instant first = delivery.firstAttemptAt() == null ? now : delivery.firstAttemptAt();
    header(record, "reason", reason.label());
    if (status != null) {
      header(record, "status", status.toString());
    }
    header(record, "attempts", Integer.toString(delivery.attempts() + newAttempts));
    header(record, "push-service", delivery.pushService());
    header(record, "first-attempt-at", first.toString());
    header(record, "last-attempt-at", now.toString());
    header(record, "response", response);
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, DeliveryRequested delivery, Object value) {
    return new ProducerRecord<>(
        topic,
        delivery.subscriptionId().toString().getBytes(UTF_8),
        Json.MAPPER.writeValueAsBytes(value));
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
