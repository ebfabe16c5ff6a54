package dev.towncrier.api.vapidkeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.VapidKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A VAPID key without its private half.
 *
 * @param publicKey the application server key, base64url without padding
 * @param current whether new subscriptions are made with it
 * @param state spare, current, former, retiring or retired
 * @param retiredAt when its private key was destroyed; absent if it is there
 * @param subscriptions how many are bound to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VapidKeyView(
    UUID id,
    String publicKey,
    Instant createdAt,
    boolean current,
    String state,
    @Nullable Instant retiredAt,
    long subscriptions) {

  static VapidKeyView of(VapidKey key) {
    return new VapidKeyView(
        key.id(),
        key.publicKey().base64Url(),
        key.createdAt(),
        key.current(),
        key.state().text(),
        key.retiredAt(),
        key.subscriptions());
  }
}
