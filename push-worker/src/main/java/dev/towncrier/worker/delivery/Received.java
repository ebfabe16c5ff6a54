package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.worker.tracing.Tracing;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was read. In order of the time to look at it, then of offsets.
 *
 * @param lookAt when it is due, or when its round on the retry topic ends if that is earlier
 * @param requestedBy the span that requested it; null if it is not traced
 */
record Received(
    long offset, Instant lookAt, DeliveryRequested delivery, @Nullable Traceparent requestedBy)
    implements Comparable<Received> {

  static Received of(
      ConsumerRecord<byte[], byte[]> record, DeliveryRequested delivery, @Nullable RetryTier tier) {
    Traceparent requestedBy = Tracing.parent(record.headers()).orElse(null);
    Instant due = delivery.notBefore();
    if (due == null || tier == null) {
      return new Received(record.offset(), Instant.MIN, delivery, requestedBy);
    }
    Instant roundEnds = Instant.ofEpochMilli(record.timestamp()).plus(tier.duration());
    Instant lookAt = due.isBefore(roundEnds) ? due : roundEnds;
    return new Received(record.offset(), lookAt, delivery, requestedBy);
  }

  /** When it is due, if that is after {@code now}; null if it is due. */
  @Nullable Instant dueAfter(Instant now) {
    Instant due = delivery.notBefore();
    return due != null && now.isBefore(due) ? due : null;
  }

  @Override
  public int compareTo(Received other) {
    int order = lookAt.compareTo(other.lookAt);
    return order != 0 ? order : Long.compare(offset, other.offset);
  }
}
