package dev.towncrier.worker.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.contract.Traceparent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Spans of the records that one transaction takes, from its beginning to its commit. What follows
 * from a record bears its span's context. Used by one thread.
 */
public final class Traces implements AutoCloseable {
  /** So many deliveries that a step requests are traced, whatever the share. */
  static final int FIRST = 10;

  private static final AttributeKey<Long> PARTITION =
      AttributeKey.longKey("messaging.destination.partition.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<Long> REQUESTED = AttributeKey.longKey("towncrier.requested");

  private final Tracing tracing;
  private final Instant from;
  private final List<Taken> all = new ArrayList<>();
  private boolean committed;

  Traces(Tracing tracing, Instant from) {
    this.tracing = tracing;
    this.from = from;
  }

  /**
   * A notification's event was taken. Whether it is traced is up to its producer, or else to the
   * sampler.
   *
   * @return the records that follow from it
   */
  public Stream<ProducerRecord<byte[], byte[]>> event(
      ConsumerRecord<byte[], byte[]> record,
      String application,
      String notificationId,
      Stream<ProducerRecord<byte[], byte[]>> following) {
    Context parent = Tracing.parent(record.headers()).map(Traces::under).orElseGet(Context::root);
    SpanBuilder span = process(record, parent);
    return carried(about(span, application, notificationId), null, record.topic(), following);
  }

  /**
   * A step of a fan-out was taken. It is traced if its notification is.
   *
   * @return the records that follow from it
   */
  public Stream<ProducerRecord<byte[], byte[]>> step(
      ConsumerRecord<byte[], byte[]> record, Stream<ProducerRecord<byte[], byte[]>> following) {
    Traceparent parent = Tracing.parent(record.headers()).orElse(null);
    if (parent == null) {
      return following;
    }
    return carried(process(record, under(parent)).startSpan(), parent, record.topic(), following);
  }

  /**
   * A notification's time has come, and its fan-out begins. Whether that is traced is up to the
   * sampler; what its event was traced in is not known any more.
   *
   * @param record says that it begins
   * @return that record
   */
  public Stream<ProducerRecord<byte[], byte[]>> due(
      String application, String notificationId, ProducerRecord<byte[], byte[]> record) {
    SpanBuilder span = span("send", record.topic(), SpanKind.PRODUCER, Context.root());
    return carried(
        about(span, application, notificationId), null, record.topic(), Stream.of(record));
  }

  private SpanBuilder process(ConsumerRecord<byte[], byte[]> record, Context parent) {
    return span("process", record.topic(), SpanKind.CONSUMER, parent)
        .setAttribute(PARTITION, (long) record.partition())
        .setAttribute(OFFSET, record.offset());
  }

  private SpanBuilder span(String operation, String topic, SpanKind kind, Context parent) {
    return tracing
        .tracer()
        .spanBuilder(operation + " " + topic)
        .setParent(parent)
        .setSpanKind(kind)
        .setStartTimestamp(from)
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.operation.type", operation)
        .setAttribute("messaging.destination.name", topic);
  }

  private static Span about(SpanBuilder span, String application, String notificationId) {
    return span.setAttribute(Fields.APPLICATION, application)
        .setAttribute(Fields.NOTIFICATION, notificationId)
        .startSpan();
  }

  private static Context under(Traceparent parent) {
    return Context.root().with(Span.wrap(Tracing.context(parent)));
  }

  private Stream<ProducerRecord<byte[], byte[]>> carried(
      Span span,
      @Nullable Traceparent parent,
      String topic,
      Stream<ProducerRecord<byte[], byte[]>> following) {
    if (!span.isRecording()) {
      return following;
    }
    Taken taken = new Taken(span, parent, topic);
    all.add(taken);
    return following.peek(taken::mark);
  }

  /** The transaction has been committed. */
  public void committed() {
    committed = true;
  }

  /** Ends the spans. */
  @Override
  public void close() {
    Instant now = tracing.now();
    for (Taken taken : all) {
      if (!committed) {
        taken.span.setStatus(StatusCode.ERROR, "was not committed, and is done again");
      }
      taken.span.setAttribute(REQUESTED, taken.requested);
      taken.span.end(now);
    }
  }

  /** A record, and what follows from it. */
  private final class Taken {
    private final Span span;
    private final String topic;
    private final byte[] own;
    private final byte[] goingOn;
    private long requested;

    /**
     * @param parent where a step that follows on the same topic belongs, so that a long row of them
     *     is no deep tree; null for under this one
     */
    Taken(Span span, @Nullable Traceparent parent, String topic) {
      this.span = span;
      this.topic = topic;
      this.own = Tracing.parent(span.getSpanContext()).text().getBytes(US_ASCII);
      this.goingOn = parent == null ? own : parent.text().getBytes(US_ASCII);
    }

    void mark(ProducerRecord<byte[], byte[]> record) {
      if (tracing.isDelivery(record.topic())) {
        requested++;
        if (requested > FIRST && !tracing.isInShare()) {
          return;
        }
      }
      record.headers().add(Traceparent.HEADER, record.topic().equals(topic) ? goingOn : own);
    }
  }
}
