package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.schema.tables.records.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** The claims of events on their ids; the first event with an id wins. */
final class Claims {
  /** How long a message with TTL 0 may take through our own pipeline. */
  private static final Duration PIPELINE_GRACE = Duration.ofSeconds(30);

  private static final Comparator<NotificationRequested> BY_ID =
      Comparator.comparing(NotificationRequested::application)
          .thenComparing(NotificationRequested::id);

  private Claims() {}

  /** Claims the event's id, in the transaction of {@code tx}. */
  static Claim claim(DSLContext tx, Arrival arrival) {
    NotificationRequested event = arrival.event();
    NotificationRecord row = row(arrival, Present.look(tx, List.of(event)));
    return insert(tx, List.of(row)).isEmpty() ? claimAgain(tx, arrival) : granted(row);
  }

  static Claim granted(NotificationRecord row) {
    return new Claim.Granted(Notifications.notification(row));
  }

  /**
   * Stores rows whose ids are free.
   *
   * @return those ids
   */
  static Set<NotificationKey> insert(DSLContext dsl, Collection<NotificationRecord> rows) {
    return dsl.insertInto(NOTIFICATION)
        .set(rows)
        .onConflictDoNothing()
        .returning(NOTIFICATION.APPLICATION_ID, NOTIFICATION.ID)
        .fetchSet(row -> new NotificationKey(row.getApplicationId(), row.getId()));
  }

  /**
   * Claims ids that were claimed before, perhaps by these very events.
   *
   * @return what became of each, in their order
   */
  static List<Claim> claimAgain(DSLContext tx, List<Arrival> arrivals) {
    Claim[] claims = new Claim[arrivals.size()];
    for (int index : order(arrivals)) {
      claims[index] = claimAgain(tx, arrivals.get(index));
    }
    return List.of(claims);
  }

  /** One order everywhere, so that workers never wait for each other in a circle. */
  static List<Integer> order(List<Arrival> arrivals) {
    return IntStream.range(0, arrivals.size())
        .boxed()
        .sorted(Comparator.comparing(index -> arrivals.get(index).event(), BY_ID))
        .toList();
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
      return granted(claimed);
    }
    return known.equals(source) ? granted(claimed) : new Claim.Duplicate();
  }

  /** The row of an event that is the first of its id. */
  static NotificationRecord row(Arrival arrival, Present present) {
    NotificationRequested event = arrival.event();
    RecordCoordinates source = arrival.source();
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
