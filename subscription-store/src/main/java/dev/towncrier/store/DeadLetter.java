package dev.towncrier.store;

import dev.towncrier.contract.DeadLetterReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is stored. Of a record that was no delivery there are only reason, time and
 * coordinates.
 *
 * @param pushService origin
 * @param status of the last answer; null if there was none
 * @param response beginning of the last answer's body, or why the push service was not asked
 * @param replays times that it was taken back so far
 * @param replaying whether it is taken back now
 * @param at when it was dead-lettered
 * @param source where its record stands
 */
public record DeadLetter(
    @Nullable String deliveryId,
    @Nullable String notificationId,
    @Nullable UUID subscriptionId,
    @Nullable String pushService,
    @Nullable UUID vapidKeyId,
    @Nullable Instant deadline,
    DeadLetterReason reason,
    @Nullable Integer status,
    @Nullable Integer attempts,
    @Nullable Instant firstAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable String response,
    int replays,
    boolean replaying,
    Instant at,
    RecordCoordinates source) {}
