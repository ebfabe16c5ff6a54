package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.FANOUT_RANGE;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.FanoutStep;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The beginnings and the ends of fan-outs. */
public final class Fanouts {
  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public Fanouts(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Claims the events' ids and reads the audiences that are small and to be sent to at once, all in
   * one transaction. With that, their fan-outs have ended.
   *
   * @param small members of a small audience, at most
   * @return how each begins, in their order
   */
  public List<Beginning> begin(List<Arrival> arrivals, int small) {
    if (arrivals.isEmpty()) {
      return List.of();
    }
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<Claim> claims = Claims.claim(tx, arrivals);
      Iterator<Optional<List<AudienceMember>>> audiences =
          AudienceReader.small(tx, atOnce(claims), small).iterator();
      List<Beginning> beginnings = new ArrayList<>();
      List<FannedOut> ended = new ArrayList<>();
      for (Claim claim : claims) {
        Optional<List<AudienceMember>> members =
            isAtOnce(claim) ? audiences.next() : Optional.empty();
        beginnings.add(
            new Beginning(claim, members.orElse(List.of()), members.isEmpty() && isNow(claim)));
        if (members.isPresent() && claim instanceof Claim.Granted(Notification granted)) {
          ended.add(new FannedOut(granted.application(), granted.id(), members.get().size()));
        }
      }
      end(tx, ended);
      return beginnings;
    });
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
              new OutcomeCounts.Key(range.application(), range.notificationId(), range.leftAs());
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
