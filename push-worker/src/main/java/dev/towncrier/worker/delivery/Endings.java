package dev.towncrier.worker.delivery;

import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.isolation.Admission;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.OutcomeRouter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a step into records, and hands them to the partition for the next commit. */
final class Endings {
  private final OutcomeRouter router;
  private final DeliveryMetrics metrics;

  Endings(OutcomeRouter router, DeliveryMetrics metrics) {
    this.router = router;
    this.metrics = metrics;
  }

  /** Of a delivery that was not started. */
  void endAtOnce(Queued one, NextStep step, Instant now) {
    one.partition().finishedAtOnce(one.received().offset(), records(one, step, now));
  }

  /** Of a delivery that is sent away without an attempt. */
  void park(Queued one, NextStep step, Admission.Cause cause, Instant now) {
    metrics.parked(cause);
    endAtOnce(one, step, now);
  }

  /**
   * Of a delivery that was started.
   *
   * @param mark what is to be noted about its subscription
   */
  void end(Queued one, NextStep step, @Nullable Mark mark, Instant now) {
    one.partition().finished(one.received().offset(), records(one, step, now), mark);
  }

  private List<ProducerRecord<byte[], byte[]>> records(Queued one, NextStep step, Instant now) {
    metrics.step(step);
    return router.perform(one.delivery(), step, now);
  }
}
