package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
   * Claims the events' ids and reads the first slice of each audience, all in one transaction. A
   * fan-out whose first slice is its last has ended with that.
   *
   * @param slice members of a slice, at most; fewer mean that it is the last
   * @return how each begins, in their order
   */
  public List<Beginning> begin(List<Arrival> arrivals, int slice) {
    if (arrivals.isEmpty()) {
      return List.of();
    }
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<Claim> claims = Claims.claim(tx, arrivals);
      Iterator<List<AudienceMember>> slices =
          AudienceReader.first(tx, granted(claims), slice).iterator();
      List<Beginning> beginnings = new ArrayList<>();
      List<FannedOut> ended = new ArrayList<>();
      for (Claim claim : claims) {
        if (claim instanceof Claim.Granted(Notification notification)) {
          List<AudienceMember> first = slices.next();
          beginnings.add(new Beginning(claim, first));
          if (first.size() < slice) {
            ended.add(new FannedOut(notification.application(), notification.id(), first.size()));
          }
        } else {
          beginnings.add(new Beginning(claim, List.of()));
        }
      }
      end(tx, ended);
      return beginnings;
    });
  }

  private static List<Notification> granted(List<Claim> claims) {
    return claims.stream()
        .filter(Claim.Granted.class::isInstance)
        .map(claim -> ((Claim.Granted) claim).notification())
        .toList();
  }

  /** This fan-out has ended. */
  public void end(FannedOut ended) {
    end(dsl, List.of(ended));
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
