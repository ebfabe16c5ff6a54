package dev.towncrier.api.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.DeadLetter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter. Of a poison record there are only reason, time and coordinates.
 *
 * @param status of the push service's last answer; absent if there was none
 * @param response the beginning of that answer, or why the push service was not asked
 * @param replays times that it was taken back so far
 * @param state dead-lettered, or replaying
 * @param record where it stands on Kafka
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterView(
    @Nullable String deliveryId,
    @Nullable String notificationId,
    @Nullable UUID subscriptionId,
    @Nullable String pushService,
    @Nullable UUID vapidKeyId,
    String reason,
    @Nullable Integer status,
    @Nullable String response,
    @Nullable Integer attempts,
    @Nullable Instant firstAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant deadline,
    int replays,
    String state,
    Instant at,
    RecordView record) {

  /** The coordinates of a record on Kafka. */
  record RecordView(String topic, int partition, long offset) {}

  static DeadLetterView of(DeadLetter letter) {
    return new DeadLetterView(
        letter.deliveryId(),
        letter.notificationId(),
        letter.subscriptionId(),
        letter.pushService(),
        letter.vapidKeyId(),
        letter.reason().label(),
        letter.status(),
        letter.response(),
        letter.attempts(),
        letter.firstAttemptAt(),
        letter.lastAttemptAt(),
        letter.deadline(),
        letter.replays(),
        letter.replaying() ? "replaying" : "dead-lettered",
        letter.at(),
        new RecordView(
            letter.source().topic(), letter.source().partition(), letter.source().offset()));
  }
}
