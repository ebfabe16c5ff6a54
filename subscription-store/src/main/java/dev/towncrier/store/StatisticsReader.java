package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.RECEIPT_COUNT;
import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.impl.DSL;

/**
 * Reads applications' figures, at a cost that is bounded: up to 100,000 subscriptions are counted;
 * of more, a sample of the table is, and the rest is estimated.
 */
public final class StatisticsReader {
  /** Subscriptions that are counted, at most. */
  private static final int COUNTED = 100_000;

  /** Pages of the table that a sample reads, about; some 12 subscriptions stand on one. */
  private static final double SAMPLED_PAGES = 5_000;

  private static final int PUSH_SERVICES = 50;
  private static final int NEWEST_NOTIFICATIONS = 1_000;
  private static final int DAYS = 7;

  private final DSLContext dsl;
  private final RetirementSettings settings;
  private final InstantSource clock;
  private final int counted;

  /**
   * Reads through {@code dataSource}.
   *
   * @param clock says how soon subscriptions retire
   */
  public StatisticsReader(DataSource dataSource, RetirementSettings settings, InstantSource clock) {
    this(dataSource, settings, clock, COUNTED);
  }

  StatisticsReader(
      DataSource dataSource, RetirementSettings settings, InstantSource clock, int counted) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.settings = settings;
    this.clock = clock;
    this.counted = counted;
  }

  /** The figures of an application as they are now. */
  public Statistics read(String application) {
    boolean estimated = hasMoreThanAreCounted(application);
    double share = estimated ? Math.min(1, SAMPLED_PAGES / FanoutRanges.pages(dsl)) : 1;
    Map<String, Map<String, Long>> figures = new HashMap<>();
    LocalDate first = Days.of(clock.instant()).minusDays(DAYS - 1L);
    for (var row : figures(application, share, first)) {
      figures
          .computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>())
          .put(row.value2(), Math.round(row.value3() / share));
    }
    Map<String, Long> all = figures.getOrDefault("all", Map.of());
    return new Statistics(
        estimated,
        all.getOrDefault("active", 0L),
        all.getOrDefault("suspect", 0L),
        all.getOrDefault("keyMismatch", 0L),
        all.getOrDefault("expired", 0L),
        settings.isOn() ? all.getOrDefault("soon", 0L) : null,
        figures.getOrDefault("topic", Map.of()),
        figures.getOrDefault("service", Map.of()),
        days(first, figures.getOrDefault("day", Map.of()), gone(application, first)),
        receipts(application));
  }

  private boolean hasMoreThanAreCounted(String application) {
    return dsl.fetchCount(
            DSL.selectOne()
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
                .limit(counted + 1))
        > counted;
  }

  /** By kind and name. */
  private Result<Record3<String, String, Long>> figures(
      String application, double share, LocalDate first) {
    return dsl.resultQuery(
            """
            with looked as materialized (
              select push_service, topics, created_at, {0} as active, suspect_since is not null as suspect,
                not {1} as expired, {2} as soon
              from {3} where application_id = {4})
            select 'all', 'active', count(*) from looked where active
            union all select 'all', 'suspect', count(*) from looked where active and suspect
            union all select 'all', 'keyMismatch', count(*) from looked
              where not active and not expired
            union all select 'all', 'expired', count(*) from looked where expired
            union all select 'all', 'soon', count(*) from looked where soon
            union all select 'topic', topic, count(*) from looked, unnest(topics) as topic
              where active group by topic
            union all select 'day', cast({6} as text), count(*) from looked
              where active and created_at >= {7} group by 2
            union all (select 'service', push_service, count(*) from looked
              where active group by push_service order by count(*) desc, push_service limit {5})\
            """,
            AudienceReader.isReachable(),
            AudienceReader.isAhead(SUBSCRIPTION.EXPIRES_AT),
            retiresSoon(),
            share < 1
                ? DSL.sql("{0} tablesample system ({1})", SUBSCRIPTION, DSL.inline(share * 100))
                : SUBSCRIPTION,
            DSL.val(application),
            DSL.inline(PUSH_SERVICES),
            Days.of(DSL.field("created_at", Instant.class)),
            DSL.val(beginning(first)))
        .coerce(
            DSL.field("kind", String.class),
            DSL.field("name", String.class),
            DSL.field("count", Long.class))
        .fetch();
  }

  private static Instant beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private Map<LocalDate, Long> gone(String application, LocalDate first) {
    Field<LocalDate> day = Days.of(REMOVED_SUBSCRIPTION.REMOVED_AT);
    Map<LocalDate, Long> gone = new HashMap<>();
    dsl.select(day, DSL.count())
        .from(REMOVED_SUBSCRIPTION)
        .where(REMOVED_SUBSCRIPTION.APPLICATION_ID.eq(application))
        .and(REMOVED_SUBSCRIPTION.REMOVED_AT.ge(beginning(first)))
        .groupBy(day)
        .forEach(row -> gone.put(row.value1(), row.value2().longValue()));
    return gone;
  }

  private static List<Statistics.Day> days(
      LocalDate first, Map<String, Long> subscribed, Map<LocalDate, Long> gone) {
    return first
        .datesUntil(first.plusDays(DAYS))
        .map(day ->
            new Statistics.Day(
                day, subscribed.getOrDefault(day.toString(), 0L), gone.getOrDefault(day, 0L)))
        .toList();
  }

  private Condition retiresSoon() {
    Duration after = settings.retireAfter();
    return after == null
        ? DSL.falseCondition()
        : Retirement.isDue(Days.of(clock.instant().plus(Retirement.WARNED)), after);
  }

  private Map<ReceiptEvent, Long> receipts(String application) {
    return Receipts.sums(
        dsl.select(RECEIPT_COUNT.EVENT, DSL.sum(RECEIPT_COUNT.COUNT))
            .from(RECEIPT_COUNT)
            .where(RECEIPT_COUNT.APPLICATION_ID.eq(application))
            .and(
                RECEIPT_COUNT.NOTIFICATION_ID.in(
                    DSL.select(NOTIFICATION.ID)
                        .from(NOTIFICATION)
                        .where(NOTIFICATION.APPLICATION_ID.eq(application))
                        .orderBy(NOTIFICATION.ACCEPTED_AT.desc(), NOTIFICATION.ID)
                        .limit(NEWEST_NOTIFICATIONS)))
            .groupBy(RECEIPT_COUNT.EVENT)
            .fetch());
  }
}
