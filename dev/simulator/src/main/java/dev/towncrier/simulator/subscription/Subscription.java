package dev.towncrier.simulator.subscription;

import dev.towncrier.simulator.message.ReceiverKeys;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that this push service has issued.
 *
 * @param token the last segment of the endpoint's path
 * @param applicationServerKey the key that it is bound to, in base64url without padding; null if
 *     any may send
 * @param keys what a browser would hold; null if a real browser does, or nobody
 * @param channel the real browser; null if there is none
 * @param ended whether it was unsubscribed
 */
public record Subscription(
    String token,
    String endpoint,
    @Nullable String applicationServerKey,
    @Nullable ReceiverKeys keys,
    @Nullable Channel channel,
    boolean ended) {

  /** Scheme, host and port of the endpoint, as {@code aud} has them. */
  public String origin() {
    var uri = URI.create(endpoint);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  Subscription end() {
    return new Subscription(token, endpoint, applicationServerKey, keys, channel, true);
  }

  @Override
  public String toString() {
    return "Subscription[redacted]";
  }
}
