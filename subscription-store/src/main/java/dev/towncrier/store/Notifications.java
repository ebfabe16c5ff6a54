package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;
import static dev.towncrier.store.schema.Tables.RECEIPT_COUNT;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Urgency;
import dev.towncrier.store.schema.tables.records.NotificationRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Notifications and their progress. */
public final class Notifications {
  private static final int NEWEST = 100;
  private static final int NEWEST_LARGE = 20;

  /** As the index has it. */
  private static final Condition IS_LARGE = DSL.condition("begun_by is not null");

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public Notifications(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Claims the event's id for it; the first event with an id wins.
   *
   * @param source where the event stands in Kafka; null when it is not there yet
   */
  public Claim claim(NotificationRequested event, @Nullable RecordCoordinates source) {
    return dsl.transactionResult(
        transaction -> Claims.claim(transaction.dsl(), new Arrival(event, source)));
  }

  /** The notification of that id. */
  public Optional<Notification> find(String application, String id) {
    return dsl.selectFrom(NOTIFICATION)
        .where(isNotification(application, id))
        .fetchOptional(Notifications::notification);
  }

  /** The notifications of these names, in one query; those that are missing are left out. */
  public List<Notification> find(Collection<? extends NotificationKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return dsl.select(NOTIFICATION.asterisk())
        .from(NOTIFICATION)
        .join(
            DSL.table(
                    "unnest({0}, {1})",
                    DSL.val(keys.stream().map(NotificationKey::application).toArray(String[]::new)),
                    DSL.val(keys.stream().map(NotificationKey::id).toArray(String[]::new)))
                .as("wanted", "application", "id"))
        .on(NOTIFICATION.APPLICATION_ID.eq(DSL.field("wanted.application", String.class)))
        .and(NOTIFICATION.ID.eq(DSL.field("wanted.id", String.class)))
        .fetchInto(NOTIFICATION)
        .map(Notifications::notification);
  }

  /**
   * Since when those notifications of an application may be sent: from their acceptance on, or from
   * their {@code sendAt}.
   *
   * @param ids those that are missing are left out
   */
  public Map<String, Instant> dueSince(String application, Collection<String> ids) {
    Field<Instant> due = DSL.coalesce(NOTIFICATION.SEND_AT, NOTIFICATION.ACCEPTED_AT);
    return dsl.select(NOTIFICATION.ID, due)
        .from(NOTIFICATION)
        .where(NOTIFICATION.APPLICATION_ID.eq(application))
        .and(NOTIFICATION.ID.eq(DSL.any(ids.toArray(String[]::new))))
        .fetchMap(NOTIFICATION.ID, due);
  }

  /** How far one notification has come. */
  public Optional<NotificationProgress> progress(String application, String id) {
    return progress(dsl, isNotification(application, id), 1).stream().findFirst();
  }

  /** How far the newest notifications have come, newest first. */
  public List<NotificationProgress> newest(String application, int limit) {
    return progress(dsl, NOTIFICATION.APPLICATION_ID.eq(application), limit);
  }

  /**
   * How far those notifications have come that may still go on: the newest 100, the newest 20 whose
   * audience is large, and {@code further} ones; newest first. Looks at no others.
   *
   * @param further ids, a few hundred at most; those that are missing are left out
   */
  public List<NotificationProgress> current(String application, Collection<String> further) {
    Condition ofIt = NOTIFICATION.APPLICATION_ID.eq(application);
    String[] ids = further.toArray(String[]::new);
    Condition isCurrent =
        NOTIFICATION.ID.in(
            newest(ofIt, NEWEST)
                .union(newest(ofIt.and(IS_LARGE), NEWEST_LARGE))
                .union(DSL.select(DSL.field("unnest({0})", String.class, DSL.val(ids)))));
    return progress(dsl, ofIt.and(isCurrent), NEWEST + NEWEST_LARGE + ids.length);
  }

  /** How far the newest notifications with large audiences have come, of all applications. */
  public List<NotificationProgress> newestLarge(int limit) {
    return progress(dsl, IS_LARGE, limit);
  }

  private static Select<Record1<String>> newest(Condition condition, int limit) {
    return DSL.select(NOTIFICATION.ID)
        .from(NOTIFICATION)
        .where(condition)
        .orderBy(NOTIFICATION.ACCEPTED_AT.desc())
        .limit(limit);
  }

  static List<NotificationProgress> progress(DSLContext dsl, Condition condition, int limit) {
    return dsl.select(
            NOTIFICATION.APPLICATION_ID,
            NOTIFICATION.ID,
            NOTIFICATION.ACCEPTED_AT,
            NOTIFICATION.DEADLINE,
            NOTIFICATION.AUDIENCE_SIZE,
            NOTIFICATION.SEND_AT,
            NOTIFICATION.HANDED_OVER,
            NOTIFICATION.STATE,
            NOTIFICATION.PACE_PER_MINUTE,
            DSL.multiset(
                    DSL.select(OUTCOME_COUNT.OUTCOME, DSL.sum(OUTCOME_COUNT.COUNT))
                        .from(OUTCOME_COUNT)
                        .where(OUTCOME_COUNT.APPLICATION_ID.eq(NOTIFICATION.APPLICATION_ID))
                        .and(OUTCOME_COUNT.NOTIFICATION_ID.eq(NOTIFICATION.ID))
                        .groupBy(OUTCOME_COUNT.OUTCOME)
                        .having(DSL.sum(OUTCOME_COUNT.COUNT).ne(BigDecimal.ZERO)))
                .as("counts")
                .convertFrom(Notifications::counts),
            DSL.multiset(
                    DSL.select(RECEIPT_COUNT.EVENT, DSL.sum(RECEIPT_COUNT.COUNT))
                        .from(RECEIPT_COUNT)
                        .where(RECEIPT_COUNT.APPLICATION_ID.eq(NOTIFICATION.APPLICATION_ID))
                        .and(RECEIPT_COUNT.NOTIFICATION_ID.eq(NOTIFICATION.ID))
                        .groupBy(RECEIPT_COUNT.EVENT))
                .as("receipts")
                .convertFrom(Receipts::sums))
        .from(NOTIFICATION)
        .where(condition)
        .orderBy(NOTIFICATION.ACCEPTED_AT.desc(), NOTIFICATION.ID)
        .limit(limit)
        .fetch(row ->
            new NotificationProgress(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value10(),
                row.value5(),
                row.value6(),
                !row.value7(),
                new Standing(NotificationState.of(row.value8()), row.value9()),
                row.value11()));
  }

  private static Map<Outcome, Long> counts(List<Record2<String, BigDecimal>> rows) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Record2<String, BigDecimal> row : rows) {
      counts.put(Outcome.of(row.value1()), row.value2().longValueExact());
    }
    return counts;
  }

  static Condition isNotification(String application, String id) {
    return NOTIFICATION.APPLICATION_ID.eq(application).and(NOTIFICATION.ID.eq(id));
  }

  static Notification notification(NotificationRecord row) {
    return new Notification(
        row.getApplicationId(),
        row.getId(),
        Json.MAPPER.readValue(row.getAudience().data(), Audience.class),
        object(row.getContent()),
        object(row.getLocales()),
        row.getAppBadge(),
        row.getNavigate(),
        Duration.ofSeconds(row.getTtlSeconds()),
        Urgency.of(row.getUrgency()),
        row.getCollapseKey(),
        row.getAcceptedAt(),
        row.getDeadline(),
        row.getSendAt(),
        new Standing(NotificationState.of(row.getState()), row.getPacePerMinute()));
  }

  private static ObjectNode object(@Nullable String json) {
    return (ObjectNode) Json.MAPPER.readTree(json == null ? "{}" : json);
  }
}
