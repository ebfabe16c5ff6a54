package dev.towncrier.worker.tracing;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Traceparent;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What spans and lines of the log are about, by the same names in both. A log that is structured
 * shows them as fields.
 */
public final class Fields {
  /** The application's id. */
  public static final String APPLICATION = "towncrier.application";

  /** The notification's id. */
  public static final String NOTIFICATION = "towncrier.notification.id";

  /** The delivery's id. */
  public static final String DELIVERY = "towncrier.delivery.id";

  /** The trace's id, 32 hexadecimal digits. */
  public static final String TRACE = "trace.id";

  private Fields() {}

  /**
   * The line is about a notification.
   *
   * @param trace whose span it belongs to; null if it is not traced
   */
  public static LoggingEventBuilder notification(
      LoggingEventBuilder line, String application, String id, @Nullable Traceparent trace) {
    return traced(
        line.addKeyValue(APPLICATION, application).addKeyValue(NOTIFICATION, id),
        trace == null ? null : trace.traceId());
  }

  /**
   * The line is about a delivery.
   *
   * @param requestedBy the step that requested it; null if the delivery is not traced
   */
  public static LoggingEventBuilder delivery(
      LoggingEventBuilder line, DeliveryRequested delivery, @Nullable Traceparent requestedBy) {
    return traced(
        line.addKeyValue(APPLICATION, delivery.application())
            .addKeyValue(NOTIFICATION, delivery.notificationId())
            .addKeyValue(DELIVERY, delivery.deliveryId()),
        requestedBy == null ? null : DeliveryTrace.traceId(delivery.deliveryId()));
  }

  private static LoggingEventBuilder traced(LoggingEventBuilder line, @Nullable String traceId) {
    return traceId == null ? line : line.addKeyValue(TRACE, traceId);
  }
}
