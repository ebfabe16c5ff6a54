package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Notifications that wait for their {@code sendAt}. */
public final class Schedule {
  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public Schedule(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** What is handed to Kafka when its time has come. */
  public interface Handover {
    /**
     * Writes what leads to the notifications' fan-outs, and waits until Kafka has it.
     *
     * @throws RuntimeException if Kafka has not confirmed it; it is handed over again then
     */
    void handOver(List<NotificationKey> due);
  }

  /**
   * Hands over notifications whose time has come, and those that were cancelled before. Several
   * workers may do so at once; each takes what no other has.
   *
   * @param limit notifications, at most
   * @return how many there were
   */
  public int handOverDue(Instant now, int limit, Handover handover) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<NotificationKey> due =
          tx.select(NOTIFICATION.APPLICATION_ID, NOTIFICATION.ID)
              .from(NOTIFICATION)
              .where("not handed_over") // literally, as that is what the index is about
              // The API claims an id before Kafka has the event; it may be published again.
              .and(NOTIFICATION.SOURCE_TOPIC.isNotNull())
              .and(
                  NOTIFICATION
                      .SEND_AT
                      .le(now)
                      .or(NOTIFICATION.STATE.eq(NotificationState.CANCELLED.label())))
              .orderBy(NOTIFICATION.SEND_AT)
              .limit(limit)
              .forNoKeyUpdate()
              .skipLocked()
              .fetch(row -> new NotificationKey(row.value1(), row.value2()));
      if (!due.isEmpty()) {
        handover.handOver(due);
        tx.update(NOTIFICATION)
            .set(NOTIFICATION.HANDED_OVER, true)
            .where(
                DSL.row(NOTIFICATION.APPLICATION_ID, NOTIFICATION.ID)
                    .in(due.stream().map(key -> DSL.row(key.application(), key.id())).toList()))
            .execute();
      }
      return due.size();
    });
  }
}
