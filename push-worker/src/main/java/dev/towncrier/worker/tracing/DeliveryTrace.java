package dev.towncrier.worker.tracing;

import dev.towncrier.contract.PushMessage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * A trace of one delivery. Its id is the delivery's, so that all attempts are in one, whichever
 * worker makes them and however much later. Whether it is sampled was decided when the delivery was
 * requested.
 */
final class DeliveryTrace {
  private static final ScopedValue<String> ID = ScopedValue.newInstance();

  private DeliveryTrace() {}

  /** Begins spans in the trace of the delivery; {@code begin} gives them no parent. */
  static <T> T of(String deliveryId, Supplier<T> begin) {
    return ScopedValue.where(ID, traceId(deliveryId)).call(begin::get);
  }

  /**
   * The id of the delivery's trace, 32 hexadecimal digits; all zero if the delivery's is none of
   * ours.
   *
   * @param deliveryId 128 bits in base64url
   */
  static String traceId(String deliveryId) {
    if (deliveryId.length() != PushMessage.DELIVERY_ID_LENGTH) {
      return TraceId.getInvalid();
    }
    try {
      return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(deliveryId));
    } catch (IllegalArgumentException _) {
      return TraceId.getInvalid();
    }
  }

  /** Random ids but for the traces of deliveries. */
  static final class Ids implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();

    @Override
    public String generateSpanId() {
      return random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
      String random = this.random.generateTraceId();
      return ID.isBound() && TraceId.isValid(ID.get()) ? ID.get() : random;
    }
  }

  /**
   * Samples these traces, and all others as told.
   *
   * @param others decides on the others
   */
  record AlwaysSampled(Sampler others) implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return ID.isBound()
          ? SamplingResult.recordAndSample()
          : others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return "DeliveryTrace.AlwaysSampled{" + others.getDescription() + "}";
    }
  }
}
