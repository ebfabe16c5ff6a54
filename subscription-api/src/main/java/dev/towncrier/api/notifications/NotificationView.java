package dev.towncrier.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.NotificationProgress;
import dev.towncrier.store.NotificationState;
import dev.towncrier.store.ReceiptEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a notification has come.
 *
 * @param state scheduled, sending, paused, sent once every delivery has ended, or cancelled
 * @param counts deliveries by outcome; those that a cancel came in time for are among the cancelled
 * @param audience deliveries in all; absent while they are still being worked out
 * @param sendAt nothing is sent before it; absent for at once
 * @param pace how fast it is sent; absent for as fast as it goes
 * @param receipts what browsers told of its deliveries, by event
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationView(
    String id,
    String state,
    Map<String, Long> counts,
    @Nullable Long audience,
    Instant acceptedAt,
    Instant deadline,
    @Nullable Instant sendAt,
    @Nullable PaceView pace,
    Map<String, Long> receipts) {

  /** As REST shows it. */
  public static NotificationView of(NotificationProgress progress) {
    Map<String, Long> counts = new LinkedHashMap<>();
    progress.counts().forEach((outcome, count) -> counts.put(outcome.label(), count));
    return new NotificationView(
        progress.id(),
        state(progress),
        counts,
        progress.audience(),
        progress.acceptedAt(),
        progress.deadline(),
        progress.sendAt(),
        PaceView.of(progress.standing().pacePerMinute()),
        receipts(progress.receipts()));
  }

  private static Map<String, Long> receipts(Map<ReceiptEvent, Long> counted) {
    Map<String, Long> receipts = new LinkedHashMap<>();
    for (ReceiptEvent event : ReceiptEvent.values()) {
      receipts.put(event.label(), counted.getOrDefault(event, 0L));
    }
    return receipts;
  }

  private static String state(NotificationProgress progress) {
    NotificationState state = progress.standing().state();
    if (state == NotificationState.CANCELLED) {
      return state.label();
    }
    if (progress.ended()) {
      return "sent";
    }
    return state == NotificationState.SENDING && progress.scheduled() ? "scheduled" : state.label();
  }
}
