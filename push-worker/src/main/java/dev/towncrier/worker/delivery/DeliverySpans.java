package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.pushservice.PushResponse;
import dev.towncrier.worker.tracing.Fields;
import dev.towncrier.worker.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request to a push service, and for each decision without one, of the deliveries
 * that are traced. No span has an endpoint, a key or a text.
 */
final class DeliverySpans {

  /**
   * An answer, as a span shows it.
   *
   * @param status null if none came
   */
  private record Said(@Nullable Integer status, String detail) {
    static Said of(PushResponse response) {
      return switch (response) {
        case PushResponse.Accepted accepted -> new Said(accepted.status(), "");
        case PushResponse.SubscriptionGone(int status) -> new Said(status, "");
        case PushResponse.PayloadTooLarge(int status, String detail) -> new Said(status, detail);
        case PushResponse.VapidRejected(int status, String detail) -> new Said(status, detail);
        case PushResponse.KeyMismatch(int status, String detail) -> new Said(status, detail);
        case PushResponse.Refused(int status, String detail) -> new Said(status, detail);
        case PushResponse.RateLimited(int status, _, String detail) -> new Said(status, detail);
        case PushResponse.Unavailable(int status, _, String detail) -> new Said(status, detail);
        case PushResponse.HostUnknown(String detail) -> new Said(null, detail);
        case PushResponse.Unreachable(String detail) -> new Said(null, detail);
      };
    }

    String errorType() {
      return status == null ? "unreachable" : status.toString();
    }
  }

  private final Tracing tracing;

  DeliverySpans(Tracing tracing) {
    this.tracing = tracing;
  }

  /** The push service answered, or didn't in time. */
  void answered(Received received, Attempt.Result.Answered answered, NextStep step, Instant now) {
    if (received.requestedBy() == null) {
      return;
    }
    Instant sent = answered.attempt().sentAt();
    Span span =
        begin(received, received.requestedBy(), "POST", SpanKind.CLIENT, sent == null ? now : sent);
    DeliveryRequested delivery = received.delivery();
    span.setAttribute("http.request.method", "POST");
    span.setAttribute("server.address", URI.create(delivery.pushService()).getHost());
    if (delivery.attempts() > 0) {
      span.setAttribute("http.request.resend_count", delivery.attempts());
    }
    Said said = Said.of(answered.response());
    if (said.status() != null) {
      span.setAttribute("http.response.status_code", said.status());
    }
    if (!(answered.response() instanceof PushResponse.Accepted)) {
      span.setStatus(StatusCode.ERROR, said.detail());
      span.setAttribute("error.type", said.errorType());
    }
    end(span, step, sent == null ? now : sent.plus(answered.latency()));
  }

  /** It was decided without a request. */
  void unsent(Received received, NextStep step, Instant now) {
    if (received.requestedBy() != null) {
      end(begin(received, received.requestedBy(), "decide", SpanKind.INTERNAL, now), step, now);
    }
  }

  private Span begin(
      Received received, Traceparent requestedBy, String name, SpanKind kind, Instant from) {
    DeliveryRequested delivery = received.delivery();
    return tracing
        .beginDelivery(delivery.deliveryId(), requestedBy, name, kind, from)
        .setAttribute(Fields.APPLICATION, delivery.application())
        .setAttribute(Fields.NOTIFICATION, delivery.notificationId())
        .setAttribute(Fields.DELIVERY, delivery.deliveryId())
        .setAttribute("towncrier.subscription.id", delivery.subscriptionId().toString());
  }

  private static void end(Span span, NextStep step, Instant now) {
    switch (step) {
      case NextStep.End(var outcome, _, _) ->
          span.setAttribute("towncrier.outcome", outcome.label());
      case NextStep.DeadLetter(var reason, _, _) -> {
        span.setAttribute("towncrier.outcome", Outcome.DEAD_LETTERED.label());
        span.setAttribute("towncrier.reason", reason.label());
      }
      case NextStep.Retry(Instant at) -> span.setAttribute("towncrier.retry.at", at.toString());
      case NextStep.Park(Instant at) -> span.setAttribute("towncrier.parked.until", at.toString());
    }
    span.end(now);
  }
}
