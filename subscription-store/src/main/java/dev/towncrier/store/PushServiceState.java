package dev.towncrier.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a push service stands with an application.
 *
 * @param pushService its origin
 * @param answers of the last 24 full hours and the present one, about subscriptions that it had
 *     accepted messages for before
 * @param gone of these, those that reported the subscription gone
 * @param heldUntil nothing is sent before, as it has asked; null if it is not held
 * @param brakeSince since when so many are reported gone that none is removed; null if the brake is
 *     off
 * @param breakerSince since when a worker's breaker is open, as it only fails; null if none is
 * @param failure the latest of these failures; null if no breaker is open
 */
public record PushServiceState(
    String pushService,
    long answers,
    long gone,
    @Nullable Instant heldUntil,
    @Nullable Instant brakeSince,
    @Nullable Instant breakerSince,
    @Nullable String failure) {}
