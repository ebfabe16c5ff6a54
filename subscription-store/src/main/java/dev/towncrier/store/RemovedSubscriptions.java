package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions that a push service reported gone, that expired or that were retired, as long as
 * they are kept. Visitors who unsubscribe leave nothing here.
 */
public final class RemovedSubscriptions {
  /** How long they are kept. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Rows of one transaction. */
  private static final int BATCH = 1_000;

  /**
   * Which removals are meant. Those that have expired never are.
   *
   * @param pushService origin of the push service that they belong to; null for all
   * @param since the earliest removal; null for all that are kept
   */
  public record Filter(String application, @Nullable String pushService, @Nullable Instant since) {}

  /**
   * How many there are.
   *
   * @param restored those that came back, or would
   * @param subscribedAnew those that do not, since their endpoint is in use again
   */
  public record Counts(long restored, long subscribedAnew) {}

  private final DSLContext dsl;
  private final int batchSize;

  /** Reads and writes through {@code dataSource}. */
  public RemovedSubscriptions(DataSource dataSource) {
    this(dataSource, BATCH);
  }

  RemovedSubscriptions(DataSource dataSource, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.batchSize = batchSize;
  }

  /** What {@link #restore} would do now. */
  public Counts count(Filter filter) {
    return dsl.select(
            DSL.count().filterWhere(DSL.not(isInUse())), DSL.count().filterWhere(isInUse()))
        .from(REMOVED_SUBSCRIPTION)
        .where(matches(filter))
        .fetchSingle(row -> new Counts(row.value1(), row.value2()));
  }

  /**
   * Brings subscriptions back, each with its id, token and all, but with a new version; they count
   * as seen today, so that none is retired again at once. Of an endpoint that was removed more than
   * once the last removal counts; one that was subscribed anew is left. Safe beside everything
   * else, and may be broken off: what came back stays.
   */
  public Counts restore(Filter filter) {
    long restored = 0;
    UUID after = null;
    List<UUID> batch;
    do {
      Batch done = restoreBatch(filter, after);
      batch = done.met();
      restored += done.restored();
      after = batch.isEmpty() ? null : batch.getLast();
    } while (!batch.isEmpty());
    return new Counts(restored, count(filter).subscribedAnew());
  }

  /** What one transaction met. */
  private record Batch(List<UUID> met, int restored) {}

  private Batch restoreBatch(Filter filter, @Nullable UUID after) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      List<UUID> ids =
          tx.select(REMOVED_SUBSCRIPTION.ID)
              .from(REMOVED_SUBSCRIPTION)
              .where(matches(filter))
              .and(DSL.not(isInUse()))
              .and(after == null ? DSL.noCondition() : REMOVED_SUBSCRIPTION.ID.gt(after))
              .orderBy(REMOVED_SUBSCRIPTION.ID)
              .limit(batchSize)
              .forUpdate()
              .fetch(REMOVED_SUBSCRIPTION.ID);
      List<Field<?>> rest = new ArrayList<>(Arrays.asList(SUBSCRIPTION.fields()));
      rest.removeAll(List.of(SUBSCRIPTION.VERSION, SUBSCRIPTION.LAST_SEEN_ON));
      UUID[] restored =
          tx.insertInto(SUBSCRIPTION)
              .columns(with(SUBSCRIPTION.VERSION, with(SUBSCRIPTION.LAST_SEEN_ON, rest)))
              .select(
                  DSL.select(
                          with(
                              REMOVED_SUBSCRIPTION.VERSION.plus(1),
                              with(Days.TODAY, removed(rest))))
                      .from(REMOVED_SUBSCRIPTION)
                      .where(REMOVED_SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(UUID[]::new)))))
              .onConflictDoNothing()
              .returning(SUBSCRIPTION.ID)
              .fetchArray(SUBSCRIPTION.ID);
      tx.deleteFrom(REMOVED_SUBSCRIPTION)
          .where(REMOVED_SUBSCRIPTION.ID.eq(DSL.any(restored)))
          .execute();
      return new Batch(ids, restored.length);
    });
  }

  /** Moves subscriptions here. Whoever calls has locked them. */
  static void keep(DSLContext tx, UUID[] ids, Instant removedAt) {
    List<Field<?>> all = List.of(SUBSCRIPTION.fields());
    Condition moved = SUBSCRIPTION.ID.eq(DSL.any(ids));
    tx.insertInto(REMOVED_SUBSCRIPTION)
        .columns(with(REMOVED_SUBSCRIPTION.REMOVED_AT, removed(all)))
        .select(DSL.select(with(DSL.val(removedAt), all)).from(SUBSCRIPTION).where(moved))
        .onConflictDoNothing()
        .execute();
    tx.deleteFrom(SUBSCRIPTION).where(moved).execute();
  }

  /** The visitor does not want it back. */
  static void forget(DSLContext tx, String application, UUID id, AccessToken token) {
    tx.deleteFrom(REMOVED_SUBSCRIPTION).where(isVisitors(application, id, token)).execute();
  }

  /** The visitor does not want it back as anybody's. */
  static void untie(DSLContext tx, String application, UUID id, AccessToken token) {
    tx.update(REMOVED_SUBSCRIPTION)
        .setNull(REMOVED_SUBSCRIPTION.USER_ID)
        .where(isVisitors(application, id, token))
        .execute();
  }

  private static Condition isVisitors(String application, UUID id, AccessToken token) {
    return REMOVED_SUBSCRIPTION
        .ID
        .eq(id)
        .and(REMOVED_SUBSCRIPTION.APPLICATION_ID.eq(application))
        .and(REMOVED_SUBSCRIPTION.TOKEN_HASH.eq(token.hash()));
  }

  /**
   * The time that lies so far back by Postgres' clock, for those who have none of their own.
   *
   * @param duration not negative
   */
  public Instant ago(Duration duration) {
    return dsl.select(DSL.field("clock_timestamp()", Instant.class))
        .fetchSingle()
        .value1()
        .minus(duration);
  }

  private static Condition matches(Filter filter) {
    return REMOVED_SUBSCRIPTION
        .APPLICATION_ID
        .eq(filter.application())
        .and(REMOVED_SUBSCRIPTION.SEALED_TARGET.isNotNull())
        .and(AudienceReader.isAhead(REMOVED_SUBSCRIPTION.EXPIRES_AT))
        .and(
            filter.pushService() == null
                ? DSL.noCondition()
                : REMOVED_SUBSCRIPTION.PUSH_SERVICE.eq(filter.pushService()))
        .and(
            filter.since() == null
                ? DSL.noCondition()
                : REMOVED_SUBSCRIPTION.REMOVED_AT.ge(filter.since()));
  }

  /** Its endpoint was subscribed anew, whatever became of that later. */
  private static Condition isInUse() {
    var later = REMOVED_SUBSCRIPTION.as("later");
    return DSL.exists(
            DSL.selectOne()
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.APPLICATION_ID.eq(REMOVED_SUBSCRIPTION.APPLICATION_ID))
                .and(SUBSCRIPTION.ENDPOINT_HASH.eq(REMOVED_SUBSCRIPTION.ENDPOINT_HASH)))
        .or(
            DSL.exists(
                DSL.selectOne()
                    .from(later)
                    .where(later.APPLICATION_ID.eq(REMOVED_SUBSCRIPTION.APPLICATION_ID))
                    .and(later.ENDPOINT_HASH.eq(REMOVED_SUBSCRIPTION.ENDPOINT_HASH))
                    .and(
                        DSL.row(later.REMOVED_AT, later.ID)
                            .gt(REMOVED_SUBSCRIPTION.REMOVED_AT, REMOVED_SUBSCRIPTION.ID))));
  }

  private static List<Field<?>> removed(List<Field<?>> fields) {
    return fields.stream().<Field<?>>map(REMOVED_SUBSCRIPTION::field).toList();
  }

  private static List<Field<?>> with(Field<?> first, List<Field<?>> rest) {
    List<Field<?>> fields = new ArrayList<>();
    fields.add(first);
    fields.addAll(rest);
    return fields;
  }
}
