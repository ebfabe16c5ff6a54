package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.CONSUMED_OFFSET;

import javax.sql.DataSource;
import org.jooq.DSLContext;

/**
 * How far topics were read into Postgres. An offset moves in the transaction of what was read, so
 * each record is stored once.
 */
public final class ConsumedOffsets {
  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public ConsumedOffsets(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** The first offset of the partition that was not read yet. */
  public long next(String topic, int partition) {
    return dsl.select(CONSUMED_OFFSET.NEXT_OFFSET)
        .from(CONSUMED_OFFSET)
        .where(CONSUMED_OFFSET.TOPIC.eq(topic))
        .and(CONSUMED_OFFSET.PARTITION.eq(partition))
        .fetchOptional(CONSUMED_OFFSET.NEXT_OFFSET)
        .orElse(0L);
  }

  /**
   * Moves the offset, as a part of the transaction {@code tx}.
   *
   * @return false, with nothing changed, if it no longer stands at {@code from}: another worker has
   *     the partition
   */
  static boolean move(DSLContext tx, String topic, int partition, long from, long next) {
    if (from == 0) {
      tx.insertInto(CONSUMED_OFFSET)
          .columns(CONSUMED_OFFSET.TOPIC, CONSUMED_OFFSET.PARTITION, CONSUMED_OFFSET.NEXT_OFFSET)
          .values(topic, partition, 0L)
          .onConflictDoNothing()
          .execute();
    }
    return tx.update(CONSUMED_OFFSET)
            .set(CONSUMED_OFFSET.NEXT_OFFSET, next)
            .where(CONSUMED_OFFSET.TOPIC.eq(topic))
            .and(CONSUMED_OFFSET.PARTITION.eq(partition))
            .and(CONSUMED_OFFSET.NEXT_OFFSET.eq(from))
            .execute()
        > 0;
  }
}
