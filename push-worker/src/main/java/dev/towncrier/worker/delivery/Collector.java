package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.delivery.Dispatcher.Start;
import dev.towncrier.worker.isolation.Brake;
import dev.towncrier.worker.isolation.PushServiceGate;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.pushservice.PushResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what became of attempts: tells the push service's gate, and ends the delivery. */
final class Collector {
  private static final Logger log = LoggerFactory.getLogger(Collector.class);

  /** A push service that names no time is left alone for so long. */
  private static final Duration UNNAMED_WAIT = Duration.ofSeconds(10);

  private final Queue<Attempt.Result> results;
  private final Starter starter;
  private final Dispatcher dispatcher;
  private final RetryPolicy retries;
  private final Endings endings;
  private final DeliveryMetrics metrics;

  Collector(
      Queue<Attempt.Result> results,
      Starter starter,
      Dispatcher dispatcher,
      RetryPolicy retries,
      Endings endings,
      DeliveryMetrics metrics) {
    this.results = results;
    this.starter = starter;
    this.dispatcher = dispatcher;
    this.retries = retries;
    this.endings = endings;
    this.metrics = metrics;
  }

  /** Takes what is there. */
  void collect(Instant now) {
    for (Attempt.Result result = results.poll(); result != null; result = results.poll()) {
      Start start = result.attempt().start();
      switch (result) {
        case Attempt.Result.Answered answered -> answered(answered, now);
        case Attempt.Result.Withdrawn _ -> dispatcher.startAgain(start);
        case Attempt.Result.Unsent(_, var step) -> starter.unsent(start, step, now);
        case Attempt.Result.Failed(_, RuntimeException cause) -> starter.failed(start, cause, now);
      }
    }
  }

  private void answered(Attempt.Result.Answered answered, Instant now) {
    PushResponse response = answered.response();
    Duration latency = answered.latency();
    Start start = answered.attempt().start();
    DeliveryRequested delivery = start.queued().delivery();
    PushServiceGate gate = start.service().gate();
    metrics.answered(delivery.pushService(), response, latency);
    PushResponse meaning = known(response, gate);
    tell(gate, delivery, meaning, latency, now);
    Mark mark = mark(gate, delivery, answered.attempt().target(), meaning, now);
    endings.answered(answered, retries.next(delivery, meaning, now), mark, now);
    dispatcher.ended(start);
  }

  /** A host that has answered before is there; its name could only not be looked up just now. */
  private static PushResponse known(PushResponse response, PushServiceGate gate) {
    return response instanceof PushResponse.HostUnknown(String detail) && gate.hasAnswered()
        ? new PushResponse.Unreachable(detail)
        : response;
  }

  private static void tell(
      PushServiceGate gate,
      DeliveryRequested delivery,
      PushResponse response,
      Duration latency,
      Instant now) {
    switch (response) {
      case PushResponse.Unavailable(int status, _, String detail) ->
          gate.failed((status + " " + detail).strip(), now);
      case PushResponse.Unreachable(String detail) -> gate.failed(detail, now);
      case PushResponse.HostUnknown(String detail) -> gate.failed(detail, now);
      case PushResponse.RateLimited(_, var retryAfter, _) -> {
        Duration wait = retryAfter == null ? UNNAMED_WAIT : retryAfter;
        if (gate.limited(delivery.application(), delivery.subscriptionId(), wait, latency, now)) {
          log.warn(
              "{} takes nothing of {} for {}",
              delivery.pushService(),
              delivery.application(),
              wait);
        }
      }
      default -> gate.answered(latency, now);
    }
  }

  private static @Nullable Mark mark(
      PushServiceGate gate,
      DeliveryRequested delivery,
      DeliveryTarget target,
      PushResponse response,
      Instant now) {
    return switch (response) {
      case PushResponse.Accepted _ -> {
        if (target.accepted()) {
          gate.brake(delivery.application()).answered(false, now);
        }
        yield target.acceptedLately() && !target.suspect() ? null : mark(target, Kind.ACCEPTED);
      }
      case PushResponse.SubscriptionGone _ -> {
        Brake brake = gate.brake(delivery.application());
        boolean before = brake.isOn(now);
        if (target.accepted()) {
          brake.answered(true, now);
        }
        boolean on = brake.isOn(now);
        if (on && !before) {
          log.warn(
              "{} calls too many subscriptions of {} gone: none is removed for now",
              delivery.pushService(),
              delivery.application());
        }
        yield mark(target, on ? Kind.SUSPECT : Kind.GONE);
      }
      case PushResponse.KeyMismatch _ -> mark(target, Kind.KEY_MISMATCH);
      default -> null;
    };
  }

  private static Mark mark(DeliveryTarget target, Kind kind) {
    return new Mark(target.id(), target.version(), kind);
  }
}
