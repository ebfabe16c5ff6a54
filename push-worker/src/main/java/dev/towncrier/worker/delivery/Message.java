package dev.towncrier.worker.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.contract.Sha256;
import dev.towncrier.contract.Urgency;
import dev.towncrier.store.LatestMessages.Collapsible;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a notification's deliveries have in common.
 *
 * @param topic the {@code Topic} header (RFC 8030 section 5.4); null without a collapse key
 * @param reach by which a cut tie takes a subscription out; null if no tie matters
 */
record Message(
    PushMessage content,
    Instant acceptedAt,
    Duration ttl,
    Urgency urgency,
    @Nullable String topic,
    @Nullable Reach reach) {
  private static final int TOPIC_BYTES = 24; // 32 characters of base64url, the most that is allowed

  private static final int NAMES_OF_A_PLAINTEXT = 40; // that take as much memory, about

  /** How much of it is kept, in plaintexts. */
  int weight() {
    return content.plaintexts() + (reach == null ? 0 : reach.size() / NAMES_OF_A_PLAINTEXT);
  }

  /** The same for the same key of the same application; tells nothing of the key. */
  static String topic(String application, String collapseKey) {
    byte[] hash = Sha256.of((application + '\0' + collapseKey).getBytes(UTF_8));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, TOPIC_BYTES));
  }

  /** How it stands to other messages of its collapse key; empty if it has none. */
  Optional<Collapsible> collapsible(DeliveryRequested delivery) {
    return topic == null
        ? Optional.empty()
        : Optional.of(
            new Collapsible(
                delivery.subscriptionId(),
                topic,
                acceptedAt,
                delivery.notificationId(),
                delivery.deadline()));
  }

  /**
   * The {@code TTL} header: whole seconds left until the deadline, rounded up, and 0 if it was 0.
   */
  long ttlSeconds(Instant deadline, Instant now) {
    if (ttl.isZero()) {
      return 0;
    }
    long left = Duration.between(now, deadline).plusNanos(999_999_999).toSeconds();
    return Math.clamp(left, 0, ttl.toSeconds());
  }
}
