package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;
import static dev.towncrier.store.schema.Tables.RECEIPT_COUNT;

import dev.towncrier.contract.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads {@link Analytics}, at a cost that is bounded: the newest 10,000 notifications count. */
public final class AnalyticsReader {
  private static final int NOTIFICATIONS = 10_000;
  private static final int ROWS = 1_000;

  private final DSLContext dsl;
  private final int notifications;
  private final int rows;

  /** Reads through {@code dataSource}. */
  public AnalyticsReader(DataSource dataSource) {
    this(dataSource, NOTIFICATIONS, ROWS);
  }

  AnalyticsReader(DataSource dataSource, int notifications, int rows) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.notifications = notifications;
    this.rows = rows;
  }

  /**
   * Which notifications count.
   *
   * @param from the first day of UTC on which they were accepted
   * @param to the last one
   * @param notification the id of the only one; null for all
   */
  public record Filter(
      String application, LocalDate from, LocalDate to, @Nullable String notification) {
    private Condition matches() {
      return NOTIFICATION
          .APPLICATION_ID
          .eq(application)
          .and(NOTIFICATION.ACCEPTED_AT.ge(beginning(from)))
          .and(NOTIFICATION.ACCEPTED_AT.lt(beginning(to.plusDays(1))))
          .and(notification == null ? DSL.noCondition() : NOTIFICATION.ID.eq(notification));
    }

    private static Instant beginning(LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /** The figures of those notifications: notifications newest first, all else largest first. */
  public Analytics read(Filter filter, Analytics.By by) {
    List<Analytics.Row> found =
        dsl.resultQuery(
                """
                with looked as materialized (
                  select id, accepted_at, audience from {0} where {1}
                   order by accepted_at desc, id limit {2}),
                told as (
                  select notification_id, outcome as event, push_service, browser, count from {3}
                   where application_id = {4} and outcome = {5}
                     and notification_id in (select id from looked)
                  union all
                  select notification_id, event, push_service, browser, count from {6}
                   where application_id = {4} and notification_id in (select id from looked))
                select {7}, {8},
                  coalesce(sum(count) filter (where event = {5}), 0)::bigint as accepted,
                  coalesce(sum(count) filter (where event = 'displayed'), 0)::bigint,
                  coalesce(sum(count) filter (where event = 'clicked'), 0)::bigint,
                  coalesce(sum(count) filter (where event = 'closed'), 0)::bigint
                from looked {9}
                group by 1, 2 order by 2 desc, 3 desc, 1 limit {10}\
                """,
                NOTIFICATION,
                filter.matches(),
                DSL.inline(notifications),
                OUTCOME_COUNT,
                DSL.val(filter.application()),
                DSL.inline(Outcome.ACCEPTED.label()),
                RECEIPT_COUNT,
                name(by),
                by == Analytics.By.NOTIFICATION
                    ? DSL.sql("looked.accepted_at")
                    : DSL.sql("null::timestamptz"),
                with(by),
                DSL.inline(rows + 1))
            .coerce(
                DSL.field("name", String.class),
                DSL.field("accepted_at", Instant.class),
                DSL.field("accepted", Long.class),
                DSL.field("displayed", Long.class),
                DSL.field("clicked", Long.class),
                DSL.field("closed", Long.class))
            .fetch(row ->
                new Analytics.Row(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6()));
    boolean all = found.size() <= rows && hasNoMore(filter);
    return new Analytics(found.subList(0, Math.min(rows, found.size())), all);
  }

  private boolean hasNoMore(Filter filter) {
    return dsl.fetchCount(
            DSL.selectOne().from(NOTIFICATION).where(filter.matches()).limit(notifications + 1))
        <= notifications;
  }

  private static QueryPart name(Analytics.By by) {
    return DSL.sql(
        switch (by) {
          case NOTIFICATION -> "looked.id";
          case TOPIC -> "topic";
          case PUSH_SERVICE -> "push_service";
          case BROWSER -> "browser";
        });
  }

  /** What is joined: notifications and topics of which nothing is told yet count too. */
  private static QueryPart with(Analytics.By by) {
    return DSL.sql(
        switch (by) {
          case NOTIFICATION -> "left join told on notification_id = looked.id";
          case TOPIC ->
              "cross join jsonb_array_elements_text(audience -> 'topics') as topic"
                  + " left join told on notification_id = looked.id";
          case PUSH_SERVICE, BROWSER -> "join told on notification_id = looked.id";
        });
  }
}
