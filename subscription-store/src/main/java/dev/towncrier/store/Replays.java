package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.DEAD_LETTER;
import static dev.towncrier.store.schema.Tables.REPLAY;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.schema.tables.records.DeadLetterRecord;
import dev.towncrier.store.schema.tables.records.ReplayRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** Dead letters that are taken back, to be delivered again. */
public final class Replays {
  private final DSLContext dsl;
  private final InstantSource clock;

  /** Reads and writes through {@code dataSource}. */
  public Replays(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
  }

  /**
   * Takes the dead letters that {@code filter} names, except those that are being replayed. Each
   * one's number of replays grows by one.
   *
   * @param perSecond deliveries a second, from 1 to 100,000; null for as fast as it goes
   * @return empty if there is nothing to take
   */
  public Optional<Replay> take(DeadLetterFilter filter, @Nullable Integer perSecond) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      ReplayRecord row = tx.newRecord(REPLAY);
      row.setId(TimeOrderedId.at(clock.instant()));
      row.setApplicationId(filter.application());
      row.setPerSecond(perSecond);
      row.setSize(0L);
      row.insert();
      long taken =
          tx.update(DEAD_LETTER)
              .set(DEAD_LETTER.REPLAY_ID, row.getId())
              .set(DEAD_LETTER.REPLAYS, DEAD_LETTER.REPLAYS.plus(1))
              .where(
                  DEAD_LETTER.ID.in(
                      // What another replay is about to take is skipped, not waited for.
                      DSL.select(DEAD_LETTER.ID)
                          .from(DEAD_LETTER)
                          .where(filter.condition())
                          .and(DEAD_LETTER.DELIVERY_ID.isNotNull())
                          .and(DEAD_LETTER.REPLAY_ID.isNull())
                          .forUpdate()
                          .skipLocked()))
              .execute();
      if (taken == 0) {
        row.delete();
        return Optional.<Replay>empty();
      }
      row.setSize(taken);
      row.update();
      return Optional.of(replay(row));
    });
  }

  /** Replays that were taken at least {@code age} ago and that Kafka has not confirmed. */
  public List<Replay> notHandedOver(Duration age) {
    return dsl.selectFrom(REPLAY)
        .where(REPLAY.HANDED_OVER.isFalse())
        .and(
            REPLAY.REQUESTED_AT.le(
                DSL.field("clock_timestamp()", REPLAY.REQUESTED_AT.getDataType())
                    .minus(DayToSecond.valueOf(age))))
        .orderBy(REPLAY.REQUESTED_AT)
        .fetch(Replays::replay);
  }

  /** Kafka has confirmed the replay's record. */
  public void handedOver(UUID id) {
    dsl.update(REPLAY).set(REPLAY.HANDED_OVER, true).where(REPLAY.ID.eq(id)).execute();
  }

  /**
   * Gives the replay to the record that leads to it; the first record wins it for good.
   *
   * @return empty if another record has it, or there is no such replay
   */
  public Optional<Replay> claim(UUID id, RecordCoordinates source) {
    return dsl.update(REPLAY)
        .set(REPLAY.SOURCE_TOPIC, source.topic())
        .set(REPLAY.SOURCE_PARTITION, source.partition())
        .set(REPLAY.SOURCE_OFFSET, source.offset())
        .where(REPLAY.ID.eq(id))
        .and(
            REPLAY
                .SOURCE_TOPIC
                .isNull()
                .or(
                    REPLAY
                        .SOURCE_TOPIC
                        .eq(source.topic())
                        .and(REPLAY.SOURCE_PARTITION.eq(source.partition()))
                        .and(REPLAY.SOURCE_OFFSET.eq(source.offset()))))
        .returning()
        .fetchOptional(Replays::replay);
  }

  /**
   * The replay's next deliveries, in order; fewer than {@code limit} mean that there are no more.
   *
   * @param after the last one that was read; 0 at the start
   */
  public List<ReplayedLetter> slice(UUID id, long after, int limit) {
    return dsl.selectFrom(DEAD_LETTER)
        .where(DEAD_LETTER.REPLAY_ID.eq(id))
        .and(DEAD_LETTER.ID.gt(after))
        .orderBy(DEAD_LETTER.ID)
        .limit(limit)
        .fetch(row -> new ReplayedLetter(row.getId(), delivery(row)));
  }

  private static DeliveryRequested delivery(DeadLetterRecord row) {
    return new DeliveryRequested(
        row.getDeliveryId(),
        row.getNotificationId(),
        row.getApplicationId(),
        row.getSubscriptionId(),
        row.getDeadline(),
        row.getPushService(),
        row.getVapidKeyId(),
        row.getBrowser(),
        0,
        null,
        null,
        row.getReplays());
  }

  private static Replay replay(ReplayRecord row) {
    return new Replay(row.getId(), row.getApplicationId(), row.getPerSecond(), row.getSize());
  }
}
