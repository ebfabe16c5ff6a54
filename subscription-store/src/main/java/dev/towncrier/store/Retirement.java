package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.RETIREMENT;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.store.schema.tables.records.RetirementRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.impl.DSL;

/**
 * Removes subscriptions that were neither accepted nor seen for long; they are kept aside like
 * those that a push service reported gone. No index finds them, since noting that one was seen
 * would then cost more than it is worth: once a day all are looked at, in the order of their ids.
 */
public final class Retirement {
  /** So long before they retire, subscriptions are counted as retiring soon. */
  public static final Duration WARNED = Duration.ofDays(14);

  /** Subscriptions that one transaction looks at. */
  private static final int BATCH = 1_000;

  /** From the beginning of a pass to that of the next one, at least; a sweep is made every hour. */
  private static final Duration PASS = Duration.ofHours(23);

  private static final UUID FIRST = new UUID(0, 0);

  private final DSLContext dsl;
  private final RetirementSettings settings;
  private final InstantSource clock;
  private final int batchSize;

  /**
   * Reads and writes through {@code dataSource}.
   *
   * @param clock says how long ago a subscription was seen
   */
  public Retirement(DataSource dataSource, RetirementSettings settings, InstantSource clock) {
    this(dataSource, settings, clock, BATCH);
  }

  Retirement(
      DataSource dataSource, RetirementSettings settings, InstantSource clock, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.settings = settings;
    this.clock = clock;
    this.batchSize = batchSize;
  }

  /**
   * Makes a pass over all subscriptions if one is due, or the rest of one that was broken off, in
   * transactions of some milliseconds. Returns at once where another is at it.
   *
   * @return how many subscriptions it retired
   */
  public long retire() {
    Duration after = settings.retireAfter();
    if (after == null) {
      return 0;
    }
    long retired = 0;
    Step step;
    do {
      step = dsl.transactionResult(transaction -> step(transaction.dsl(), after));
      retired += step.retired();
    } while (!step.last());
    return retired;
  }

  /** How many retire within {@link #WARNED}, as the last whole pass found; empty if none was. */
  public OptionalLong soon() {
    Long soon = settings.isOn() ? dsl.selectFrom(RETIREMENT).fetchSingle().getSoonInAll() : null;
    return soon == null ? OptionalLong.empty() : OptionalLong.of(soon);
  }

  /** What one transaction did. */
  private record Step(int retired, boolean last) {}

  private Step step(DSLContext tx, Duration after) {
    Instant now = clock.instant();
    RetirementRecord pass = tx.selectFrom(RETIREMENT).forUpdate().skipLocked().fetchOne();
    if (pass == null || !isUnderWay(pass, now)) {
      return new Step(0, true);
    }
    LocalDate today = Days.of(now);
    Condition isDue = isDue(today, after);
    var looked =
        lookAt(tx, pass.getLookedUpTo(), isDue, isDue(today.plusDays(WARNED.toDays()), after));
    UUID[] due = looked.value4();
    int retired = due == null ? 0 : retire(tx, due, isDue, now);
    boolean last = looked.value2() < batchSize;
    pass.setSoon(pass.getSoon() + looked.value3());
    if (last) {
      pass.setSoonInAll(pass.getSoon());
    }
    pass.setLookedUpTo(last ? null : looked.value1());
    pass.update();
    return new Step(retired, last);
  }

  /** Goes on with the pass that was begun, or begins the next one if it is time. */
  private static boolean isUnderWay(RetirementRecord pass, Instant now) {
    if (pass.getLookedUpTo() != null) {
      return true;
    }
    if (pass.getBegunAt() != null && now.isBefore(pass.getBegunAt().plus(PASS))) {
      return false;
    }
    pass.setBegunAt(now);
    pass.setLookedUpTo(FIRST);
    pass.setSoon(0L);
    return true;
  }

  /** The last one, how many, how many of them are due soon, and those that are due now. */
  private Record4<UUID, Integer, Long, UUID[]> lookAt(
      DSLContext tx, UUID after, Condition isDue, Condition isDueSoon) {
    return tx.resultQuery(
            """
            with looked as materialized (
              select id, {0} as due, {1} as soon from {2} where id > {3} order by id limit {4})
            select (select id from looked order by id desc limit 1), count(*)::int,
              count(*) filter (where soon and not due), array_agg(id) filter (where due)
            from looked\
            """,
            isDue, isDueSoon, SUBSCRIPTION, DSL.val(after), DSL.inline(batchSize))
        .coerce(
            DSL.field("last", UUID.class),
            DSL.field("looked", Integer.class),
            DSL.field("soon", Long.class),
            DSL.field("due", UUID[].class))
        .fetchSingle();
  }

  private static int retire(DSLContext tx, UUID[] due, Condition isDue, Instant now) {
    UUID[] locked =
        tx.select(SUBSCRIPTION.ID)
            .from(SUBSCRIPTION)
            .where(SUBSCRIPTION.ID.eq(DSL.any(due)))
            .and(isDue) // still
            .forUpdate()
            .skipLocked()
            .fetchArray(SUBSCRIPTION.ID);
    RemovedSubscriptions.keep(tx, locked, now);
    return locked.length;
  }

  /**
   * Whether a subscription retires on {@code today}: whole days have passed since it was seen, and
   * since it can have been accepted last.
   */
  static Condition isDue(LocalDate today, Duration after) {
    LocalDate last = today.minusDays(after.plusDays(1).minusNanos(1).toDays());
    return SUBSCRIPTION
        .LAST_SEEN_ON
        .lt(last)
        .and(
            SUBSCRIPTION
                .LAST_ACCEPTED_ON
                .isNull()
                .or(
                    SUBSCRIPTION.LAST_ACCEPTED_ON.le(
                        last.minusDays(SubscriptionMarks.ACCEPTED_AGAIN_DAYS))));
  }
}
