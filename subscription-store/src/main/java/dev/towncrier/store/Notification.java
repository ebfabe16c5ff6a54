package dev.towncrier.store;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Urgency;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notification that was taken.
 *
 * @param locales what {@code content} has otherwise in a language, by language tag
 * @param navigate where it leads if it names no URL of its own: the application's, as it was then
 * @param acceptedAt by Postgres' clock; the audience is the subscriptions that existed then
 * @param deadline no attempt starts after it
 * @param sendAt nothing is sent before it; null for at once
 * @param standing as it was when this was read
 */
public record Notification(
    String application,
    String id,
    Audience audience,
    ObjectNode content,
    ObjectNode locales,
    @Nullable Integer appBadge,
    String navigate,
    Duration ttl,
    Urgency urgency,
    @Nullable String collapseKey,
    Instant acceptedAt,
    Instant deadline,
    @Nullable Instant sendAt,
    Standing standing) {

  /** Whether it waited, or waits, for its time. */
  public boolean isScheduled() {
    return !startsAt().equals(acceptedAt);
  }

  /** Its name. */
  public NotificationKey key() {
    return new NotificationKey(application, id);
  }

  /** When it is sent at the earliest, which says what is newer. */
  public Instant startsAt() {
    return sendAt != null && sendAt.isAfter(acceptedAt) ? sendAt : acceptedAt;
  }
}
