package dev.towncrier.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.NotificationProgress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a notification has come.
 *
 * @param state sending, or sent once every delivery has ended
 * @param counts deliveries by outcome
 * @param audience deliveries in all; absent while they are still being worked out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NotificationView(
    String id,
    String state,
    Map<String, Long> counts,
    @Nullable Long audience,
    Instant acceptedAt,
    Instant deadline) {

  static NotificationView of(NotificationProgress progress) {
    Map<String, Long> counts = new LinkedHashMap<>();
    progress.counts().forEach((outcome, count) -> counts.put(outcome.label(), count));
    return new NotificationView(
        progress.id(),
        progress.ended() ? "sent" : "sending",
        counts,
        progress.audience(),
        progress.acceptedAt(),
        progress.deadline());
  }
}
