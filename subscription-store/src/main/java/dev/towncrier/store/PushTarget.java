package dev.towncrier.store;

import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is reached and with which keys: the {@code PushSubscription}, checked.
 *
 * @param expiresAt its {@code expirationTime} (W3C Push API), from when on it is sent nothing; null
 *     for never. One that was opened again doesn't tell
 */
public record PushTarget(
    Endpoint endpoint,
    P256PublicKey userAgentKey,
    AuthSecret authSecret,
    @Nullable Instant expiresAt) {

  /** One that never expires. */
  public PushTarget(Endpoint endpoint, P256PublicKey userAgentKey, AuthSecret authSecret) {
    this(endpoint, userAgentKey, authSecret, null);
  }

  @Override
  public String toString() {
    return "PushTarget[pushService=" + endpoint.pushService() + "]";
  }
}
