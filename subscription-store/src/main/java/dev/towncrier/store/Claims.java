package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.schema.tables.records.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The claims of events on their ids; the first event with an id wins. */
final class Claims {
  /** How long a message with TTL 0 may take through our own pipeline. */
  private static final Duration PIPELINE_GRACE = Duration.ofSeconds(30);

  private static final Comparator<NotificationRequested> BY_ID =
      Comparator.comparing(NotificationRequested::application)
          .thenComparing(NotificationRequested::id);

  /**
   * What claims are made by.
   *
   * @param now by Postgres' clock
   * @param navigates where the notifications of each application lead
   */
  private record Present(Instant now, Map<String, String> navigates) {}

  private Claims() {}

  /**
   * Claims the events' ids, in the transaction of {@code tx}.
   *
   * @param arrivals at least one
   * @return what became of each, in their order
   */
  static List<Claim> claim(DSLContext tx, List<Arrival> arrivals) {
    // In one order everywhere, so that workers never wait for each other in a circle.
    List<Integer> order =
        IntStream.range(0, arrivals.size())
            .boxed()
            .sorted(Comparator.comparing(index -> arrivals.get(index).event(), BY_ID))
            .toList();
    Map<NotificationKey, NotificationRecord> created =
        insert(tx, order.stream().map(arrivals::get).toList());
    Claim[] claims = new Claim[arrivals.size()];
    for (int index : order) {
      Arrival arrival = arrivals.get(index);
      NotificationRecord row = created.remove(key(arrival.event())); // for the first of that id
      claims[index] =
          row != null
              ? new Claim.Granted(Notifications.notification(row))
              : claimAgain(tx, arrival);
    }
    return List.of(claims);
  }

  /** Those whose ids were free. */
  private static Map<NotificationKey, NotificationRecord> insert(
      DSLContext tx, List<Arrival> arrivals) {
    Present present = present(tx, arrivals);
    return tx.insertInto(NOTIFICATION)
        .set(
            arrivals.stream()
                .map(arrival -> row(arrival.event(), arrival.source(), present))
                .toList())
        .onConflictDoNothing()
        .returning()
        .fetchMap(row -> new NotificationKey(row.getApplicationId(), row.getId()));
  }

  private static Present present(DSLContext tx, List<Arrival> arrivals) {
    Field<Instant> now =
        DSL.field(DSL.name("clock", "now"), NOTIFICATION.ACCEPTED_AT.getDataType());
    var rows =
        tx.select(now, APPLICATION.ID, APPLICATION.NAVIGATE)
            .from(DSL.table("(select clock_timestamp() as now)").as("clock"))
            .leftJoin(APPLICATION)
            .on(
                APPLICATION.ID.eq(
                    DSL.any(
                        arrivals.stream()
                            .map(arrival -> arrival.event().application())
                            .distinct()
                            .toArray(String[]::new))))
            .fetch();
    Map<String, String> navigates = new HashMap<>();
    rows.forEach(row -> navigates.put(row.value2(), row.value3()));
    return new Present(rows.getFirst().value1(), navigates);
  }

  private static NotificationKey key(NotificationRequested event) {
    return new NotificationKey(event.application(), event.id());
  }

  private static Claim claimAgain(DSLContext tx, Arrival arrival) {
    NotificationRequested event = arrival.event();
    NotificationRecord claimed =
        tx.selectFrom(NOTIFICATION)
            .where(Notifications.isNotification(event.application(), event.id()))
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
      return new Claim.Granted(Notifications.notification(claimed));
    }
    return known.equals(source)
        ? new Claim.Granted(Notifications.notification(claimed))
        : new Claim.Duplicate();
  }

  private static NotificationRecord row(
      NotificationRequested event, @Nullable RecordCoordinates source, Present present) {
    Instant now = present.now();
    NotificationRecord row = new NotificationRecord();
    row.setApplicationId(event.application());
    row.setId(event.id());
    row.setFingerprint(event.fingerprint());
    if (source != null) {
      locate(row, source);
    }
    row.setAudience(JSONB.valueOf(Json.MAPPER.writeValueAsString(event.audience())));
    row.setContent(event.content().toString());
    row.setLocales(event.locales().isEmpty() ? null : event.locales().toString());
    row.setAppBadge(event.appBadge());
    row.setNavigate(present.navigates().get(event.application()));
    row.setTtlSeconds(Math.toIntExact(event.ttl().toSeconds()));
    row.setUrgency(event.urgency().header());
    row.setCollapseKey(event.collapseKey());
    row.setAcceptedAt(now);
    // As the row has it, so that now and later it is decided alike.
    Instant sendAt = event.sendAt() == null ? null : event.sendAt().truncatedTo(ChronoUnit.MICROS);
    Instant startsAt = sendAt != null && sendAt.isAfter(now) ? sendAt : now;
    row.setSendAt(sendAt);
    row.setHandedOver(startsAt.equals(now));
    row.setState(NotificationState.SENDING.label());
    row.setDeadline(startsAt.plus(event.ttl().isZero() ? PIPELINE_GRACE : event.ttl()));
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
}
