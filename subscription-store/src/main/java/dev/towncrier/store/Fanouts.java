package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.FANOUT_RANGE;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.schema.tables.records.NotificationRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The beginnings and the ends of fan-outs. */
public final class Fanouts {
  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public Fanouts(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** What these events find when they come. */
  public Present look(Collection<NotificationRequested> events) {
    return Present.look(dsl, events);
  }

  /**
   * Claims the events' ids and reads the audiences that are small and to be sent to at once. With
   * that, the fan-outs of these have ended.
   *
   * @param present what the events found
   * @param small members of a small audience, at most
   * @return how each begins, in their order
   */
  public List<Beginning> begin(List<Arrival> arrivals, Present present, int small) {
    Map<NotificationKey, Beginning> firsts = beginFirsts(arrivals, present, small);
    List<Optional<Beginning>> begun = new ArrayList<>();
    List<Arrival> others = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      Beginning first = firsts.remove(arrival.key());
      begun.add(Optional.ofNullable(first));
      if (first == null) {
        others.add(arrival);
      }
    }
    Iterator<Beginning> again = beginAgain(others, small).iterator();
    return begun.stream().map(first -> first.orElseGet(again::next)).toList();
  }

  /**
   * Begins those that are the first of their ids. Their audiences are read before they are claimed,
   * so that one statement stores all there is to say of them.
   */
  private Map<NotificationKey, Beginning> beginFirsts(
      List<Arrival> arrivals, Present present, int small) {
    Map<NotificationKey, NotificationRecord> rows = new LinkedHashMap<>();
    for (int index : Claims.order(arrivals)) {
      Arrival arrival = arrivals.get(index);
      if (!present.taken().contains(arrival.key())) {
        rows.computeIfAbsent(arrival.key(), _ -> Claims.row(arrival, present));
      }
    }
    Map<NotificationKey, Beginning> beginnings = new HashMap<>();
    if (!rows.isEmpty()) {
      Iterator<Beginning> read =
          beginnings(dsl, rows.values().stream().map(Claims::granted).toList(), small).iterator();
      rows.forEach((key, row) -> {
        Beginning beginning = read.next();
        row.setAudienceSize(audienceSize(beginning));
        beginnings.put(key, beginning);
      });
      beginnings.keySet().retainAll(Claims.insert(dsl, rows.values()));
    }
    return beginnings;
  }

  /** Begins those whose ids were claimed before, perhaps by themselves. */
  private List<Beginning> beginAgain(List<Arrival> arrivals, int small) {
    if (arrivals.isEmpty()) {
      return List.of();
    }
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<Beginning> beginnings = beginnings(tx, Claims.claimAgain(tx, arrivals), small);
      List<FannedOut> ended = new ArrayList<>();
      for (Beginning beginning : beginnings) {
        Long size = audienceSize(beginning);
        if (size != null && beginning.claim() instanceof Claim.Granted(Notification granted)) {
          ended.add(new FannedOut(granted.application(), granted.id(), size));
        }
      }
      end(tx, ended);
      return beginnings;
    });
  }

  /** Reads the audiences of those that are granted and sent to at once. */
  private static List<Beginning> beginnings(DSLContext dsl, List<Claim> claims, int small) {
    Iterator<Optional<List<AudienceMember>>> audiences =
        AudienceReader.small(dsl, atOnce(claims), small).iterator();
    List<Beginning> beginnings = new ArrayList<>();
    for (Claim claim : claims) {
      Optional<List<AudienceMember>> members =
          isAtOnce(claim) ? audiences.next() : Optional.empty();
      beginnings.add(
          new Beginning(claim, members.orElse(List.of()), members.isEmpty() && isNow(claim)));
    }
    return beginnings;
  }

  /** Known once the fan-out has ended; null until then. */
  private static @Nullable Long audienceSize(Beginning beginning) {
    return isNow(beginning.claim()) && !beginning.inSteps()
        ? (long) beginning.members().size()
        : null;
  }

  private static boolean isNow(Claim claim) {
    return claim instanceof Claim.Granted(Notification granted) && !granted.isScheduled();
  }

  /** Whether it is sent now, if its audience is small: not, if services have decided otherwise. */
  private static boolean isAtOnce(Claim claim) {
    return isNow(claim) && ((Claim.Granted) claim).notification().standing().equals(Standing.USUAL);
  }

  private static List<Notification> atOnce(List<Claim> claims) {
    return claims.stream()
        .filter(Fanouts::isAtOnce)
        .map(claim -> ((Claim.Granted) claim).notification())
        .toList();
  }

  /**
   * Gives the fan-out to the step that begins it; the first one wins it for good.
   *
   * @return empty if another step has begun it, or there is no such notification
   */
  public Optional<Notification> begin(FanoutStep.Begin step) {
    return dsl.update(NOTIFICATION)
        .set(NOTIFICATION.BEGUN_BY, step.token())
        .where(Notifications.isNotification(step.application(), step.notificationId()))
        .and(NOTIFICATION.BEGUN_BY.isNull().or(NOTIFICATION.BEGUN_BY.eq(step.token())))
        .returning()
        .fetchOptional(Notifications::notification);
  }

  /**
   * Notes that a range has ended, once. With the last one the size of the audience is known.
   * Members left over are counted with it.
   */
  public void end(FanoutStep.End range) {
    dsl.transaction(transaction -> {
      DSLContext tx = transaction.dsl();
      boolean stored =
          tx.selectOne()
              .from(NOTIFICATION)
              .where(Notifications.isNotification(range.application(), range.notificationId()))
              .forNoKeyUpdate() // so that exactly one range finds itself the last
              .fetchOptional()
              .isPresent();
      if (stored && note(tx, range)) {
        if (range.leftAs() != null) {
          var key =
              new OutcomeCounts.Key(
                  range.application(), range.notificationId(), range.leftAs(), "", null);
          OutcomeCounts.add(tx, Map.of(key, range.left()));
        }
        setSizeIfLast(tx, range);
      }
    });
  }

  private static boolean note(DSLContext tx, FanoutStep.End range) {
    return tx.insertInto(FANOUT_RANGE)
            .set(FANOUT_RANGE.APPLICATION_ID, range.application())
            .set(FANOUT_RANGE.NOTIFICATION_ID, range.notificationId())
            .set(FANOUT_RANGE.NUMBER, range.number())
            .set(FANOUT_RANGE.REQUESTED, range.requested())
            .set(FANOUT_RANGE.LEFT_OVER, range.left())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static void setSizeIfLast(DSLContext tx, FanoutStep.End range) {
    var ended =
        tx.select(
                DSL.count(),
                DSL.sum(FANOUT_RANGE.REQUESTED.plus(FANOUT_RANGE.LEFT_OVER)).cast(Long.class))
            .from(FANOUT_RANGE)
            .where(FANOUT_RANGE.APPLICATION_ID.eq(range.application()))
            .and(FANOUT_RANGE.NOTIFICATION_ID.eq(range.notificationId()))
            .fetchSingle();
    if (ended.value1() == range.of()) {
      end(tx, List.of(new FannedOut(range.application(), range.notificationId(), ended.value2())));
    }
  }

  private static void end(DSLContext dsl, List<FannedOut> ended) {
    if (ended.isEmpty()) {
      return;
    }
    dsl.update(NOTIFICATION)
        .set(NOTIFICATION.AUDIENCE_SIZE, DSL.field("ended.size", Long.class))
        .from(
            DSL.table(
                    "unnest({0}, {1}, {2})",
                    DSL.val(ended.stream().map(FannedOut::application).toArray(String[]::new)),
                    DSL.val(ended.stream().map(FannedOut::id).toArray(String[]::new)),
                    DSL.val(ended.stream().map(FannedOut::size).toArray(Long[]::new)))
                .as("ended", "application", "id", "size"))
        .where(NOTIFICATION.APPLICATION_ID.eq(DSL.field("ended.application", String.class)))
        .and(NOTIFICATION.ID.eq(DSL.field("ended.id", String.class)))
        .execute();
  }
}
