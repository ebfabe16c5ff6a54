package dev.towncrier.simulator.subscription;

import dev.towncrier.simulator.message.ReceiverKeys;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as a page sees it: the form of {@code PushSubscription.toJSON()} (Push API section
 * 8).
 *
 * @param expirationTime always null: these do not expire
 */
public record PushSubscription(String endpoint, @Nullable Long expirationTime, Keys keys) {

  /** The receiver's public key and authentication secret, in base64url without padding. */
  public record Keys(String p256dh, String auth) {
    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }

  /** The subscription at an endpoint, as the holder of its keys shows it. */
  public static PushSubscription of(String endpoint, ReceiverKeys keys) {
    return new PushSubscription(endpoint, null, new Keys(keys.p256dh(), keys.auth()));
  }

  /** What names this subscription in scripts and in the ledger. */
  public String token() {
    return endpoint.substring(endpoint.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return "PushSubscription[redacted]";
  }
}
