package dev.towncrier.simulator.useragent;

import dev.towncrier.simulator.subscription.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for a real browser.
 *
 * @param version unique; the browser acknowledges by it
 * @param data the encrypted body in base64url without padding; null if the request had none
 * @param topic replaces an undelivered message with the same one (RFC 8030 section 5.4)
 * @param expiresAt when to give up; the time of acceptance for a TTL of 0
 */
public record PushMessage(
    String version,
    Channel channel,
    @Nullable String data,
    @Nullable String topic,
    Instant expiresAt) {

  boolean expired(Instant now) {
    return !expiresAt.isAfter(now);
  }

  boolean replacedBy(PushMessage newer) {
    return topic != null && topic.equals(newer.topic) && channel.equals(newer.channel);
  }

  @Override
  public String toString() {
    return "PushMessage[version=" + version + "]";
  }
}
