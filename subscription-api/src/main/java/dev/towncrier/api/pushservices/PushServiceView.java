package dev.towncrier.api.pushservices;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.PushServiceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a push service stands with the application.
 *
 * @param pushService its origin
 * @param answers of the last 24 hours, about subscriptions that it accepted messages for before
 * @param gone of these, those that reported the subscription gone
 * @param heldUntil nothing is sent before, as it has asked; absent if it is not held
 * @param brakeSince since when so many are reported gone that none is removed; absent if the brake
 *     is off
 * @param breakerSince since when it only fails, so that a worker leaves it alone but for a try now
 *     and then; absent if it does not
 * @param failure the latest of these failures; absent like {@code breakerSince}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PushServiceView(
    String pushService,
    long answers,
    long gone,
    @Nullable Instant heldUntil,
    @Nullable Instant brakeSince,
    @Nullable Instant breakerSince,
    @Nullable String failure) {

  static PushServiceView of(PushServiceState state) {
    return new PushServiceView(
        state.pushService(),
        state.answers(),
        state.gone(),
        state.heldUntil(),
        state.brakeSince(),
        state.breakerSince(),
        state.failure());
  }
}
