package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
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
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<Claim> claims = Claims.claim(tx, arrivals);
      List<Notification> granted = claims.stream().flatMap(Fanouts::granted).toList();
      List<List<AudienceMember>> first = AudienceReader.first(tx, granted, slice);
      List<FannedOut> ended = new ArrayList<>();
      for (int i = 0; i < granted.size(); i++) {
        int size = first.get(i).size();
        if (size < slice) {
          ended.add(new FannedOut(granted.get(i).application(), granted.get(i).id(), size));
        }
      }
      end(tx, ended);
      return beginnings(claims, first);
    });
  }

  private static Stream<Notification> granted(Claim claim) {
    return claim instanceof Claim.Granted(var notification)
        ? Stream.of(notification)
        : Stream.empty();
  }

  private static List<Beginning> beginnings(
      List<Claim> claims, List<List<AudienceMember>> firstOfGranted) {
    Iterator<List<AudienceMember>> first = firstOfGranted.iterator();
    return claims.stream()
        .map(claim ->
            new Beginning(claim, claim instanceof Claim.Granted ? first.next() : List.of()))
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
