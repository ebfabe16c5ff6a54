package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Urgency;
import dev.towncrier.store.schema.tables.records.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Notifications, the claims on their ids and their progress. */
public final class Notifications {
  /** How long a message with TTL 0 may take through our own pipeline. */
  static final Duration PIPELINE_GRACE = Duration.ofSeconds(30);

  private static final Comparator<NotificationRequested> BY_ID =
      Comparator.comparing(NotificationRequested::application)
          .thenComparing(NotificationRequested::id);

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public Notifications(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * An event that asks for its id.
   *
   * @param source where it stands in Kafka; null when it is not there yet
   */
  public record Arrival(NotificationRequested event, @Nullable RecordCoordinates source) {}

  /** How many deliveries a notification's fan-out has ended with. */
  public record FannedOut(String application, String id, long size) {}

  /**
   * Claims the event's id for it; the first event with an id wins.
   *
   * @param source where the event stands in Kafka; null when it is not there yet
   */
  public Claim claim(NotificationRequested event, @Nullable RecordCoordinates source) {
    return claim(List.of(new Arrival(event, source))).getFirst();
  }

  /**
   * Claims the ids of several events in one transaction.
   *
   * @return what became of each, in their order
   */
  public List<Claim> claim(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return List.of();
    }
    // In one order everywhere, so that workers never wait for each other in a circle.
    List<Integer> order =
        IntStream.range(0, arrivals.size())
            .boxed()
            .sorted(Comparator.comparing(index -> arrivals.get(index).event(), BY_ID))
            .toList();
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      Map<NotificationKey, NotificationRecord> created =
          insert(tx, order.stream().map(arrivals::get).toList());
      Claim[] claims = new Claim[arrivals.size()];
      for (int index : order) {
        Arrival arrival = arrivals.get(index);
        NotificationRecord row = created.remove(key(arrival.event())); // for the first of that id
        claims[index] =
            row != null ? new Claim.Granted(notification(row)) : claimAgain(tx, arrival);
      }
      return List.of(claims);
    });
  }

  /** Those whose ids were free. */
  private static Map<NotificationKey, NotificationRecord> insert(
      DSLContext tx, List<Arrival> arrivals) {
    Instant now =
        tx.select(DSL.field("clock_timestamp()", NOTIFICATION.ACCEPTED_AT.getDataType()))
            .fetchSingle()
            .value1();
    return tx.insertInto(NOTIFICATION)
        .set(arrivals.stream().map(arrival -> row(arrival.event(), arrival.source(), now)).toList())
        .onConflictDoNothing()
        .returning()
        .fetchMap(row -> new NotificationKey(row.getApplicationId(), row.getId()));
  }

  private static NotificationKey key(NotificationRequested event) {
    return new NotificationKey(event.application(), event.id());
  }

  private static Claim claimAgain(DSLContext tx, Arrival arrival) {
    NotificationRequested event = arrival.event();
    NotificationRecord claimed =
        tx.selectFrom(NOTIFICATION)
            .where(isNotification(event.application(), event.id()))
            .forUpdate()
            .fetchSingle();
    return claimAgain(claimed, event, arrival.source());
  }

  private static Claim claimAgain(
      NotificationRecord claimed, NotificationRequested event, @Nullable RecordCoordinates source) {
    if (!Arrays.equals(claimed.getFingerprint(), event.fingerprint())) {
      return new Claim.Conflict();
    }
    RecordCoordinates known = coordinates(claimed);
    if (known == null) {
      if (source != null) {
        locate(claimed, source);
        claimed.update();
      }
      return new Claim.Granted(notification(claimed));
    }
    return known.equals(source) ? new Claim.Granted(notification(claimed)) : new Claim.Duplicate();
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

  /** These fan-outs have ended. */
  public void fannedOut(List<FannedOut> ended) {
    dsl.batch(
            ended.stream()
                .sorted(Comparator.comparing(FannedOut::application).thenComparing(FannedOut::id))
                .map(one ->
                    dsl.update(NOTIFICATION)
                        .set(NOTIFICATION.AUDIENCE_SIZE, one.size())
                        .where(isNotification(one.application(), one.id())))
                .toList())
        .execute();
  }

  /** How far one notification has come. */
  public Optional<NotificationProgress> progress(String application, String id) {
    return progress(isNotification(application, id), 1).stream().findFirst();
  }

  /** How far the newest notifications have come, newest first. */
  public List<NotificationProgress> newest(String application, int limit) {
    return progress(NOTIFICATION.APPLICATION_ID.eq(application), limit);
  }

  private List<NotificationProgress> progress(Condition condition, int limit) {
    return dsl.select(
            NOTIFICATION.ID,
            NOTIFICATION.ACCEPTED_AT,
            NOTIFICATION.DEADLINE,
            NOTIFICATION.AUDIENCE_SIZE,
            DSL.multiset(
                    DSL.select(OUTCOME_COUNT.OUTCOME, OUTCOME_COUNT.COUNT)
                        .from(OUTCOME_COUNT)
                        .where(OUTCOME_COUNT.APPLICATION_ID.eq(NOTIFICATION.APPLICATION_ID))
                        .and(OUTCOME_COUNT.NOTIFICATION_ID.eq(NOTIFICATION.ID))
                        .and(OUTCOME_COUNT.COUNT.ne(0L)))
                .as("counts")
                .convertFrom(rows -> counts(rows)))
        .from(NOTIFICATION)
        .where(condition)
        .orderBy(NOTIFICATION.ACCEPTED_AT.desc(), NOTIFICATION.ID)
        .limit(limit)
        .fetch(row ->
            new NotificationProgress(
                row.value1(), row.value2(), row.value3(), row.value5(), row.value4()));
  }

  private static Map<Outcome, Long> counts(List<? extends Record> rows) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Record row : rows) {
      counts.put(Outcome.of(row.get(OUTCOME_COUNT.OUTCOME)), row.get(OUTCOME_COUNT.COUNT));
    }
    return counts;
  }

  private static NotificationRecord row(
      NotificationRequested event, @Nullable RecordCoordinates source, Instant now) {
    NotificationRecord row = new NotificationRecord();
    row.setApplicationId(event.application());
    row.setId(event.id());
    row.setFingerprint(event.fingerprint());
    if (source != null) {
      locate(row, source);
    }
    row.setAudience(JSONB.valueOf(Json.MAPPER.writeValueAsString(event.audience())));
    row.setContent(event.content().toString());
    row.setAppBadge(event.appBadge());
    row.setTtlSeconds(Math.toIntExact(event.ttl().toSeconds()));
    row.setUrgency(event.urgency().header());
    row.setCollapseKey(event.collapseKey());
    row.setAcceptedAt(now);
    row.setDeadline(now.plus(event.ttl().isZero() ? PIPELINE_GRACE : event.ttl()));
    return row;
  }

  private static void locate(NotificationRecord row, RecordCoordinates source) {
    row.setSourceTopic(source.topic());
    row.setSourcePartition(source.partition());
    row.setSourceOffset(source.offset());
  }

  private static @Nullable RecordCoordinates coordinates(NotificationRecord row) {
    return row.getSourceTopic() == null
        ? null
        : new RecordCoordinates(
            row.getSourceTopic(), row.getSourcePartition(), row.getSourceOffset());
  }

  private static Condition isNotification(String application, String id) {
    return NOTIFICATION.APPLICATION_ID.eq(application).and(NOTIFICATION.ID.eq(id));
  }

  private static Notification notification(NotificationRecord row) {
    return new Notification(
        row.getApplicationId(),
        row.getId(),
        Json.MAPPER.readValue(row.getAudience().data(), Audience.class),
        (ObjectNode) Json.MAPPER.readTree(row.getContent()),
        row.getAppBadge(),
        Duration.ofSeconds(row.getTtlSeconds()),
        Urgency.of(row.getUrgency()),
        row.getCollapseKey(),
        row.getAcceptedAt(),
        row.getDeadline());
  }
}
