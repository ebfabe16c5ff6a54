package dev.towncrier.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's figures.
 *
 * @param estimated whether the figures of subscriptions are estimates, by a sample
 * @param active subscriptions that are sent to
 * @param suspect of the active ones, those that were reported gone while the brake on removals was
 *     on
 * @param keyMismatch subscriptions that belong to another VAPID key, and so are sent nothing
 * @param expired subscriptions whose time is past, and so are sent nothing, until they are swept
 * @param retiringSoon subscriptions that retire within {@link Retirement#WARNED}; null if none ever
 *     retires
 * @param topics active subscriptions by topic; topics without any are left out
 * @param pushServices active subscriptions by push service, its origin; the largest ones
 * @param days the last seven, in UTC, the present one last
 * @param receipts what browsers told of the newest notifications; events without any are left out
 */
public record Statistics(
    boolean estimated,
    long active,
    long suspect,
    long keyMismatch,
    long expired,
    @Nullable Long retiringSoon,
    Map<String, Long> topics,
    Map<String, Long> pushServices,
    List<Day> days,
    Map<ReceiptEvent, Long> receipts) {

  /**
   * How subscriptions came and went.
   *
   * @param subscribed active ones that were made on it
   * @param gone those that a push service reported gone on it
   */
  public record Day(LocalDate day, long subscribed, long gone) {}
}
