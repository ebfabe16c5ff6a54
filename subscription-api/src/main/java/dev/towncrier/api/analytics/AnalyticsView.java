package dev.towncrier.api.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.Analytics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of notifications.
 *
 * @param from the first day of UTC that counts
 * @param to the last one
 * @param complete false if only the newest 10,000 notifications, or the first 1,000 rows, are here
 */
record AnalyticsView(String by, LocalDate from, LocalDate to, boolean complete, List<Row> rows) {
  private static final String UNKNOWN = "unknown";

  /**
   * Figures that belong together.
   *
   * @param acceptedAt of a notification; absent otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String name,
      @Nullable Instant acceptedAt,
      long accepted,
      long displayed,
      long clicked,
      long closed) {

    static Row of(Analytics.Row row) {
      return new Row(
          row.name().isEmpty() ? UNKNOWN : row.name(),
          row.acceptedAt(),
          row.accepted(),
          row.displayed(),
          row.clicked(),
          row.closed());
    }
  }

  static AnalyticsView of(Analytics.By by, LocalDate from, LocalDate to, Analytics analytics) {
    return new AnalyticsView(
        by.label(),
        from,
        to,
        analytics.complete(),
        analytics.rows().stream().map(Row::of).toList());
  }
}
