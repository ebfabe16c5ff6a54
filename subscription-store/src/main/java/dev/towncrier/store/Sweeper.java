package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ANSWER_COUNT;
import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_HOLD;
import static dev.towncrier.store.schema.Tables.RECEIPT;
import static dev.towncrier.store.schema.Tables.REMOVAL_BRAKE;
import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Removes what nobody needs any more. Several may sweep at once; none waits for another. */
public final class Sweeper {
  /** Rows of one transaction. */
  private static final int BATCH = 1_000;

  /**
   * How many rows went.
   *
   * @param removedSubscriptions subscriptions that can no longer be restored
   * @param latestMessages notes about messages whose deadline has passed
   * @param states expired holds and brakes, and counts of hours long past
   * @param notifications with their claims and counts
   * @param expiredSubscriptions subscriptions whose time is past; they are kept aside like those
   *     that a push service reported gone
   * @param receipts that were counted long ago
   */
  public record Swept(
      long removedSubscriptions,
      long latestMessages,
      long states,
      long notifications,
      long expiredSubscriptions,
      long receipts) {}

  /** One whose fan-out has not ended is kept so much longer, in case it still goes on. */
  private static final Duration UNENDED_KEPT = Duration.ofDays(7);

  private final DSLContext dsl;
  private final InstantSource clock;
  private final int batchSize;
  private final TopicRemovals topicRemovals;

  /**
   * Deletes through {@code dataSource}.
   *
   * @param clock says what is past
   */
  public Sweeper(DataSource dataSource, InstantSource clock) {
    this(dataSource, clock, BATCH);
  }

  Sweeper(DataSource dataSource, InstantSource clock, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
    this.batchSize = batchSize;
    this.topicRemovals = new TopicRemovals(dataSource);
  }

  /**
   * Deletes all that is past, in transactions of some milliseconds, and finishes removals of topics
   * that were broken off.
   *
   * @param notificationsKept how long behind its deadline a notification is kept; until then, its
   *     id can be taken by no other
   */
  public Swept sweep(Duration notificationsKept) {
    topicRemovals.finishAll();
    Instant now = clock.instant();
    Instant past = now.minus(notificationsKept);
    Instant countsFrom = now.minus(Duration.ofHours(PushServiceStates.USUAL_HOURS + 1));
    return new Swept(
        sweep(
            REMOVED_SUBSCRIPTION,
            REMOVED_SUBSCRIPTION.REMOVED_AT.lt(now.minus(RemovedSubscriptions.KEPT))),
        sweep(LATEST_MESSAGE, LATEST_MESSAGE.EXPIRES_AT.lt(now)),
        sweep(ANSWER_COUNT, ANSWER_COUNT.HOUR.lt(countsFrom))
            + sweep(PUSH_SERVICE_HOLD, PUSH_SERVICE_HOLD.UNTIL.lt(now))
            + sweep(
                REMOVAL_BRAKE,
                REMOVAL_BRAKE.LAST_ABNORMAL_AT.lt(now.minus(PushServiceStates.BRAKE))),
        sweep(
            NOTIFICATION,
            NOTIFICATION
                .DEADLINE
                .lt(past)
                .and(
                    NOTIFICATION
                        .AUDIENCE_SIZE
                        .isNotNull()
                        .or(NOTIFICATION.DEADLINE.lt(past.minus(UNENDED_KEPT))))),
        removeExpired(now),
        sweep(RECEIPT, RECEIPT.AT.lt(now.minus(Receipts.KEPT))));
  }

  private long removeExpired(Instant now) {
    long removed = 0;
    int batch;
    do {
      batch =
          dsl.transactionResult(transaction -> {
            UUID[] ids =
                transaction
                    .dsl()
                    .select(SUBSCRIPTION.ID)
                    .from(SUBSCRIPTION)
                    .where(SUBSCRIPTION.EXPIRES_AT.le(now))
                    .limit(batchSize)
                    .forUpdate()
                    .skipLocked()
                    .fetchArray(SUBSCRIPTION.ID);
            RemovedSubscriptions.keep(transaction.dsl(), ids, now);
            return ids.length;
          });
      removed += batch;
    } while (batch == batchSize);
    return removed;
  }

  private long sweep(Table<?> table, Condition past) {
    long swept = 0;
    int batch;
    do {
      batch =
          dsl.execute(
              "delete from {0} where ctid = any (array(select ctid from {0} where {1} limit {2}"
                  + " for update skip locked))",
              table, past, DSL.val(batchSize));
      swept += batch;
    } while (batch == batchSize);
    return swept;
  }
}
