package dev.towncrier.api.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.ReceiptEvent;
import dev.towncrier.store.Statistics;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's figures.
 *
 * @param estimated whether all but the receipts are estimates, by a sample
 * @param topics active subscriptions by topic
 * @param pushServices active subscriptions by push service
 * @param days the last seven, in UTC, the present one last
 * @param receipts of the newest 1,000 notifications
 */
record StatisticsView(
    Subscriptions subscriptions,
    boolean estimated,
    Map<String, Long> topics,
    Map<String, Long> pushServices,
    List<Day> days,
    Map<String, Long> receipts) {

  /**
   * How subscriptions came and went.
   *
   * @param day of UTC
   * @param subscribed active ones that were made on it
   * @param gone those that a push service reported gone on it
   */
  record Day(LocalDate day, long subscribed, long gone) {}

  /**
   * How many subscriptions there are.
   *
   * @param active that are sent to
   * @param suspect of the active ones
   * @param retiringSoon within 14 days; absent if none ever retires
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Subscriptions(
      long active, long suspect, long keyMismatch, long expired, @Nullable Long retiringSoon) {}

  static StatisticsView of(Statistics statistics) {
    Map<String, Long> receipts = new LinkedHashMap<>();
    for (ReceiptEvent event : ReceiptEvent.values()) {
      receipts.put(event.label(), statistics.receipts().getOrDefault(event, 0L));
    }
    return new StatisticsView(
        new Subscriptions(
            statistics.active(),
            statistics.suspect(),
            statistics.keyMismatch(),
            statistics.expired(),
            statistics.retiringSoon()),
        statistics.estimated(),
        statistics.topics(),
        statistics.pushServices(),
        statistics.days().stream()
            .map(day -> new Day(day.day(), day.subscribed(), day.gone()))
            .toList(),
        receipts);
  }
}
