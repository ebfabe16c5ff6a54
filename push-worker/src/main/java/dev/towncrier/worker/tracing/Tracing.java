package dev.towncrier.worker.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.towncrier.contract.Topics;
import dev.towncrier.contract.Traceparent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Begins the worker's spans. A notification is one of its producer's trace, and so are the steps of
 * its fan-out; each delivery that is traced has a trace of its own, linked to the step that
 * requested it, for nobody could look at a million in one. A record's header {@value
 * Traceparent#HEADER} says of which span it comes; one of a delivery is there only if the delivery
 * is traced.
 */
public final class Tracing implements AutoCloseable {
  private static final String SCOPE = "dev.towncrier.push-worker";

  /** A collector that is away must not hold up a worker that stops. */
  private static final Duration LAST_SPANS = Duration.ofSeconds(3);

  private final OpenTelemetry openTelemetry;
  private final Tracer tracer;
  private final Set<String> deliveryTopics;
  private final double share;
  private final InstantSource clock;

  /**
   * Makes spans of that SDK.
   *
   * @param share of the deliveries that are traced beyond a step's first, from 0 to 1
   */
  Tracing(OpenTelemetry openTelemetry, Topics topics, double share, InstantSource clock) {
    this.openTelemetry = openTelemetry;
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.deliveryTopics = Set.of(topics.direct(), topics.bulk());
    this.share = share;
    this.clock = clock;
  }

  /** Traces nothing. */
  public static Tracing off(Topics topics, InstantSource clock) {
    return new Tracing(OpenTelemetry.noop(), topics, 0, clock);
  }

  /** Whose child the record's span is, if its headers say so. */
  public static Optional<Traceparent> parent(Headers headers) {
    Header header = headers.lastHeader(Traceparent.HEADER);
    return header == null || header.value() == null
        ? Optional.empty()
        : Traceparent.parse(new String(header.value(), ISO_8859_1));
  }

  /** The spans of one transaction, which begin now. */
  public Traces begin() {
    return new Traces(this, clock.instant());
  }

  /**
   * Begins a span in the delivery's own trace.
   *
   * @param deliveryId 128 bits in base64url
   * @param requestedBy the step that requested it
   */
  public Span beginDelivery(
      String deliveryId, Traceparent requestedBy, String name, SpanKind kind, Instant from) {
    return DeliveryTrace.of(
        deliveryId,
        () ->
            tracer
                .spanBuilder(name)
                .setNoParent()
                .setSpanKind(kind)
                .addLink(context(requestedBy))
                .setStartTimestamp(from)
                .startSpan());
  }

  Tracer tracer() {
    return tracer;
  }

  Instant now() {
    return clock.instant();
  }

  boolean isDelivery(String topic) {
    return deliveryTopics.contains(topic);
  }

  /** Whether one more delivery of a traced step is traced. */
  boolean isInShare() {
    return ThreadLocalRandom.current().nextDouble() < share;
  }

  /** Sends what has ended, for a short while. */
  @Override
  public void close() {
    if (openTelemetry instanceof OpenTelemetrySdk sdk) {
      var _ =
          sdk.getSdkTracerProvider().shutdown().join(LAST_SPANS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  static SpanContext context(Traceparent parent) {
    return SpanContext.createFromRemoteParent(
        parent.traceId(),
        parent.spanId(),
        parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  static Traceparent parent(SpanContext context) {
    return new Traceparent(context.getTraceId(), context.getSpanId(), context.isSampled());
  }
}
