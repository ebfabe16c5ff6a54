package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Traceparent;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.isolation.Admission;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.tracing.Fields;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a step into records, and hands them to the partition for the next commit. */
final class Endings {
  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  private final OutcomeRouter router;
  private final DeliveryMetrics metrics;
  private final DeliverySpans spans;

  Endings(OutcomeRouter router, DeliveryMetrics metrics, DeliverySpans spans) {
    this.router = router;
    this.metrics = metrics;
    this.spans = spans;
  }

  /** Of a delivery that was not started. */
  void endAtOnce(Queued one, NextStep step, Instant now) {
    spans.unsent(one.received(), step, now);
    one.partition().finishedAtOnce(one.received().offset(), records(one, step, now));
  }

  /** Of a delivery that is sent away without an attempt. */
  void park(Queued one, NextStep step, Admission.Cause cause, Instant now) {
    metrics.parked(cause);
    endAtOnce(one, step, now);
  }

  /** Of a delivery that was started, and whose request was not sent. */
  void unsent(Queued one, NextStep step, Instant now) {
    spans.unsent(one.received(), step, now);
    one.partition().finished(one.received().offset(), records(one, step, now), null);
  }

  /**
   * Of a delivery whose push service answered, or didn't in time.
   *
   * @param mark what is to be noted about its subscription
   */
  void answered(Attempt.Result.Answered answered, NextStep step, @Nullable Mark mark, Instant now) {
    Queued one = answered.attempt().start().queued();
    spans.answered(one.received(), answered, step, now);
    one.partition().finished(one.received().offset(), records(one, step, now), mark);
  }

  private List<ProducerRecord<byte[], byte[]>> records(Queued one, NextStep step, Instant now) {
    metrics.step(step);
    Traceparent requestedBy = one.received().requestedBy();
    if (log.isDebugEnabled()) {
      Fields.delivery(log.atDebug(), one.delivery(), requestedBy)
          .log("Delivery {} comes to {}", one.delivery().deliveryId(), step);
    }
    return router.perform(one.delivery(), requestedBy, step, now);
  }
}
