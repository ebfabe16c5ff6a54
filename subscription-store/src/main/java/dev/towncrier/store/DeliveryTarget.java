package dev.towncrier.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as a delivery needs it; times by Postgres' clock.
 *
 * @param target to be opened where it is used, so that one that does not open holds up no other
 * @param version as it was read, so that a mark touches only an unchanged row
 * @param accepted whether its push service ever took a message for it
 * @param acceptedLately whether it did so in the last {@value
 *     SubscriptionMarks#ACCEPTED_AGAIN_DAYS} days, as far as that was noted
 * @param suspect whether it was reported gone while the brake on removals was on
 * @param keyMismatch whether its push service says that it belongs to another VAPID key
 * @param expired whether the time is past that its browser set for it
 * @param user whom it is tied to; null if to nobody
 */
public record DeliveryTarget(
    UUID id,
    SealedTarget target,
    UUID vapidKeyId,
    int version,
    boolean accepted,
    boolean acceptedLately,
    boolean suspect,
    boolean keyMismatch,
    boolean expired,
    @Nullable String user) {

  /** Does not say whose it is. */
  @Override
  public String toString() {
    return ("DeliveryTarget[id=%s, target=%s, vapidKeyId=%s, version=%d, accepted=%s,"
            + " acceptedLately=%s, suspect=%s, keyMismatch=%s, expired=%s]")
        .formatted(
            id,
            target,
            vapidKeyId,
            version,
            accepted,
            acceptedLately,
            suspect,
            keyMismatch,
            expired);
  }
}
