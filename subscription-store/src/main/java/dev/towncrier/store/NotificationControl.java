package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** What services decide about notifications that were taken, and how these stand by that. */
public final class NotificationControl {
  /** Most deliveries a minute that a pace may ask for. */
  public static final int MAX_PACE_PER_MINUTE = 6_000_000;

  /** What was held up makes good for no more than this. */
  private static final Duration MADE_GOOD = Duration.ofSeconds(1);

  /** Deliveries are not sent past the deadline by any worker's clock. */
  private static final DayToSecond LONG_PAST = DayToSecond.minute("10");

  /** What came of a decision. */
  public enum Decision {
    /** It holds. */
    MADE,
    /** It comes too late: the notification has been sent, or was cancelled. */
    TOO_LATE,
    /** The application has no such notification. */
    NOT_FOUND
  }

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public NotificationControl(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** Has nothing more sent, for good. One that is cancelled already stays so. */
  public Decision cancel(String application, String id) {
    return decide(application, id, NotificationState.CANCELLED, false);
  }

  /** Has nothing more sent until it is resumed. One that is paused already stays so. */
  public Decision pause(String application, String id) {
    return decide(application, id, NotificationState.PAUSED, true);
  }

  /** Has it go on. One that is not paused goes on as before. */
  public Decision resume(String application, String id) {
    return decide(application, id, NotificationState.SENDING, true);
  }

  private Decision decide(
      String application, String id, NotificationState state, boolean unlessCancelled) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      Optional<NotificationProgress> found = lock(tx, application, id);
      if (found.isEmpty()) {
        return Decision.NOT_FOUND;
      }
      NotificationProgress progress = found.get();
      boolean cancelled = progress.standing().state() == NotificationState.CANCELLED;
      if (cancelled ? unlessCancelled : progress.ended()) {
        return Decision.TOO_LATE;
      }
      tx.update(NOTIFICATION)
          .set(NOTIFICATION.STATE, state.label())
          .where(Notifications.isNotification(application, id))
          .execute();
      return Decision.MADE;
    });
  }

  /**
   * Sets how fast deliveries are requested from now on.
   *
   * @param perMinute from 1 to {@link #MAX_PACE_PER_MINUTE}; null for as fast as it goes
   */
  public Decision pace(String application, String id, @Nullable Integer perMinute) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      Optional<NotificationProgress> found = lock(tx, application, id);
      if (found.isEmpty()) {
        return Decision.NOT_FOUND;
      }
      if (found.get().audience() != null
          || found.get().standing().state() == NotificationState.CANCELLED) {
        return Decision.TOO_LATE;
      }
      tx.update(NOTIFICATION)
          .set(NOTIFICATION.PACE_PER_MINUTE, perMinute)
          .setNull(NOTIFICATION.PACED_UNTIL)
          .where(Notifications.isNotification(application, id))
          .execute();
      return Decision.MADE;
    });
  }

  private static Optional<NotificationProgress> lock(DSLContext tx, String application, String id) {
    tx.selectOne()
        .from(NOTIFICATION)
        .where(Notifications.isNotification(application, id))
        .forNoKeyUpdate()
        .execute();
    return Notifications.progress(tx, Notifications.isNotification(application, id), 1).stream()
        .findFirst();
  }

  /** All that are paused or cancelled and whose deadline is not long past. */
  public Map<NotificationKey, NotificationState> halted() {
    Field<Instant> now = DSL.field("clock_timestamp()", NOTIFICATION.DEADLINE.getDataType());
    return dsl.select(NOTIFICATION.APPLICATION_ID, NOTIFICATION.ID, NOTIFICATION.STATE)
        .from(NOTIFICATION)
        .where("state <> 'sending'") // literally, as that is what the index is about
        .and(NOTIFICATION.DEADLINE.ge(now.minus(LONG_PAST)))
        .fetchMap(
            row -> new NotificationKey(row.value1(), row.value2()),
            row -> NotificationState.of(row.value3()));
  }

  /**
   * Gives so many deliveries of a notification with a pace their time, behind all that had theirs
   * before.
   *
   * @param deliveries from 0
   * @return when that time begins
   */
  public Instant takeTime(NotificationKey key, int perMinute, long deliveries, Instant now) {
    Duration time = Duration.ofNanos(deliveries * Duration.ofMinutes(1).toNanos() / perMinute);
    Field<Instant> begins =
        DSL.greatest(
            DSL.coalesce(NOTIFICATION.PACED_UNTIL, DSL.val(now)), DSL.val(now.minus(MADE_GOOD)));
    return dsl.update(NOTIFICATION)
        .set(NOTIFICATION.PACED_UNTIL, begins.plus(DayToSecond.valueOf(time)))
        .where(Notifications.isNotification(key.application(), key.id()))
        .returningResult(NOTIFICATION.PACED_UNTIL)
        .fetchOptional(NOTIFICATION.PACED_UNTIL)
        .map(ends -> ends.minus(time))
        .orElse(now);
  }
}
