package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one recorded ending of a delivery, on {@code push.outcomes}. A dead letter that is replayed
 * gets one more for each replay.
 *
 * @param reason why it was dead-lettered; null for other outcomes
 * @param status of the push service's last answer; null if there was none
 * @param attempts requests made to the push service, by this replay if it is one
 * @param browser family of the subscriber's browser, such as {@code firefox}; null if not known
 * @param replay which replay ended so, from 1; 0, and absent in JSON, for the first ending
 */
public record DeliveryOutcome(
    String deliveryId,
    String notificationId,
    String application,
    UUID subscriptionId,
    Outcome outcome,
    @Nullable DeadLetterReason reason,
    @Nullable Integer status,
    int attempts,
    String pushService,
    Instant at,
    @Nullable String browser,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY) int replay) {}
