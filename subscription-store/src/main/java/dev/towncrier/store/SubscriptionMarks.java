package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What deliveries learn of subscriptions, set down many at once. A mark holds for the version that
 * was read before sending; on a row that was changed since it does nothing. No mark changes the
 * version, which is for visitors' changes. A mark set twice changes nothing more.
 */
public final class SubscriptionMarks {

  /** What a delivery learned of a subscription. */
  public enum Kind {
    /**
     * Its push service took a message. It counts as accepted from now on, and is not suspect. The
     * day is noted where the one that is known is {@value #ACCEPTED_AGAIN_DAYS} days past.
     */
    ACCEPTED,
    /** Its push service reported it gone. It is removed, and can be restored for a while. */
    GONE,
    /** Its push service reported it gone while the brake on removals was on. It stays. */
    SUSPECT,
    /** It belongs to another VAPID key. It stays, and is sent nothing until it subscribes again. */
    KEY_MISMATCH
  }

  /**
   * A mark on one subscription.
   *
   * @param version as it was read before sending
   */
  public record Mark(UUID id, int version, Kind kind) {}

  /** Days until it is noted again that a subscription's push service takes messages. */
  static final int ACCEPTED_AGAIN_DAYS = 28;

  private static final Field<UUID> ID = DSL.field(DSL.name("mark", "id"), SQLDataType.UUID);
  private static final Field<Integer> VERSION =
      DSL.field(DSL.name("mark", "version"), SQLDataType.INTEGER);
  private static final Field<Kind> KIND =
      DSL.field(
          DSL.name("mark", "kind"),
          SQLDataType.VARCHAR.asConvertedDataType(Kind.class, Kind::valueOf, Kind::name));

  private final DSLContext dsl;
  private final InstantSource clock;

  /**
   * Writes through {@code dataSource}.
   *
   * @param clock says since when
   */
  public SubscriptionMarks(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
  }

  /**
   * Sets marks, all in one transaction. Of several on one subscription the last one counts.
   *
   * @return how many subscriptions were changed or removed
   */
  public int apply(Collection<Mark> marks) {
    if (marks.isEmpty()) {
      return 0;
    }
    Map<UUID, Mark> last = new LinkedHashMap<>();
    marks.forEach(mark -> last.put(mark.id(), mark));
    Instant now = clock.instant();
    return Collisions.retried(
        dsl,
        tx -> {
          Map<Kind, List<UUID>> due = lockDue(tx, last.values(), Days.of(now));
          due.forEach((kind, ids) -> set(tx, kind, ids.toArray(UUID[]::new), now));
          return due.values().stream().mapToInt(List::size).sum();
        });
  }

  /** Locks what is to change, in one order everywhere, and leaves alone what is marked already. */
  private static Map<Kind, List<UUID>> lockDue(
      DSLContext tx, Collection<Mark> marks, LocalDate today) {
    return tx.select(SUBSCRIPTION.ID, KIND)
        .from(SUBSCRIPTION)
        .join(table(marks))
        .on(ID.eq(SUBSCRIPTION.ID))
        .and(VERSION.eq(SUBSCRIPTION.VERSION))
        .where(changesSomething(today))
        .orderBy(SUBSCRIPTION.ID)
        .forUpdate()
        .of(SUBSCRIPTION)
        .fetchGroups(KIND, SUBSCRIPTION.ID);
  }

  private static Table<?> table(Collection<Mark> marks) {
    return DSL.table(
            "unnest({0}, {1}, {2})",
            DSL.val(marks.stream().map(Mark::id).toArray(UUID[]::new)),
            DSL.val(marks.stream().map(Mark::version).toArray(Integer[]::new)),
            DSL.val(marks.stream().map(mark -> mark.kind().name()).toArray(String[]::new)))
        .as("mark", "id", "version", "kind");
  }

  private static Condition changesSomething(LocalDate today) {
    return DSL.or(
        KIND.eq(Kind.GONE),
        KIND.eq(Kind.ACCEPTED)
            .and(
                DSL.or(
                    SUBSCRIPTION.ACCEPTED.isFalse(),
                    SUBSCRIPTION.SUSPECT_SINCE.isNotNull(),
                    SUBSCRIPTION.LAST_ACCEPTED_ON.isNull(),
                    SUBSCRIPTION.LAST_ACCEPTED_ON.le(today.minusDays(ACCEPTED_AGAIN_DAYS)))),
        KIND.eq(Kind.SUSPECT).and(SUBSCRIPTION.SUSPECT_SINCE.isNull()),
        KIND.eq(Kind.KEY_MISMATCH).and(SUBSCRIPTION.KEY_MISMATCH_SINCE.isNull()));
  }

  private static void set(DSLContext tx, Kind kind, UUID[] ids, Instant now) {
    Condition marked = SUBSCRIPTION.ID.eq(DSL.any(ids));
    switch (kind) {
      case ACCEPTED ->
          tx.update(SUBSCRIPTION)
              .set(SUBSCRIPTION.ACCEPTED, true)
              .set(SUBSCRIPTION.LAST_ACCEPTED_ON, Days.of(now))
              .setNull(SUBSCRIPTION.SUSPECT_SINCE)
              .where(marked)
              .execute();
      case SUSPECT ->
          tx.update(SUBSCRIPTION).set(SUBSCRIPTION.SUSPECT_SINCE, now).where(marked).execute();
      case KEY_MISMATCH ->
          tx.update(SUBSCRIPTION).set(SUBSCRIPTION.KEY_MISMATCH_SINCE, now).where(marked).execute();
      case GONE -> RemovedSubscriptions.keep(tx, ids, now);
    }
  }
}
