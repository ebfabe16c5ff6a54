package dev.towncrier.store;

import org.jspecify.annotations.Nullable;

/**
 * How a notification stands, as services decide; it may change at any time.
 *
 * @param pacePerMinute deliveries requested a minute, from 1 to 6,000,000; null for as fast as it
 *     goes
 */
public record Standing(NotificationState state, @Nullable Integer pacePerMinute) {
  static final Standing USUAL = new Standing(NotificationState.SENDING, null);
}
