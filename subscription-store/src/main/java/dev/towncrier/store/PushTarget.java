package dev.towncrier.store;

import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256PublicKey;

/** Where a browser is reached and with which keys: the {@code PushSubscription}, checked. */
public record PushTarget(Endpoint endpoint, P256PublicKey userAgentKey, AuthSecret authSecret) {
  @Override
  public String toString() {
    return "PushTarget[pushService=" + endpoint.pushService() + "]";
  }
}
