package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;

import dev.towncrier.contract.Outcome;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Endings counted by notification, exactly once: the offset moves in the transaction of the counts.
 */
public final class OutcomeCounts {

  /** What is counted together. */
  public record Key(String application, String notification, Outcome outcome)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = application.compareTo(other.application);
      order = order != 0 ? order : notification.compareTo(other.notification);
      return order != 0 ? order : outcome.compareTo(other.outcome);
    }
  }

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public OutcomeCounts(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Adds {@code counts}, which may be negative, of the partition's records from {@code from} on,
   * and moves the offset to {@code next}.
   *
   * @return false, with nothing changed, if the offset no longer stands at {@code from}: another
   *     worker has the partition
   */
  public boolean add(String topic, int partition, long from, long next, Map<Key, Long> counts) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      if (!ConsumedOffsets.move(tx, topic, partition, from, next)) {
        return false;
      }
      add(tx, counts);
      return true;
    });
  }

  /** Adds {@code counts}, in the transaction of {@code tx}. */
  static void add(DSLContext tx, Map<Key, Long> counts) {
    // In one order everywhere, so that partitions never wait for each other in a circle.
    new TreeMap<>(counts).forEach((key, count) -> add(tx, key, count));
  }

  private static void add(DSLContext tx, Key key, long count) {
    // A notification that was swept meanwhile has no one to count for.
    tx.insertInto(
            OUTCOME_COUNT,
            OUTCOME_COUNT.APPLICATION_ID,
            OUTCOME_COUNT.NOTIFICATION_ID,
            OUTCOME_COUNT.OUTCOME,
            OUTCOME_COUNT.COUNT)
        .select(
            DSL.select(
                    NOTIFICATION.APPLICATION_ID,
                    NOTIFICATION.ID,
                    DSL.inline(key.outcome().label()),
                    DSL.inline(count))
                .from(NOTIFICATION)
                .where(NOTIFICATION.APPLICATION_ID.eq(key.application()))
                .and(NOTIFICATION.ID.eq(key.notification())))
        .onConflict(
            OUTCOME_COUNT.APPLICATION_ID, OUTCOME_COUNT.NOTIFICATION_ID, OUTCOME_COUNT.OUTCOME)
        .doUpdate()
        .set(OUTCOME_COUNT.COUNT, OUTCOME_COUNT.COUNT.plus(DSL.excluded(OUTCOME_COUNT.COUNT)))
        .execute();
  }
}
