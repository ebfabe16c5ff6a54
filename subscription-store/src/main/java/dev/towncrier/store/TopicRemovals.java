package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.TOPIC_REMOVAL;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Takes removed topics off subscriptions, in transactions of some milliseconds. What is still to do
 * is noted in the transaction that removes the topic, so it can be broken off and gone on with by
 * anybody, and several may do it at once. No topic of that id is made before it is done.
 */
final class TopicRemovals {
  private static final int BATCH = 1_000;

  /** Lowest first: a place in the order in which subscriptions are gone through. */
  private record Place(String pushService, UUID id) {
    static final Place FIRST = new Place("", new UUID(0, 0));
  }

  private record Removal(String application, String topic) {
    Condition isIt() {
      return TOPIC_REMOVAL.APPLICATION_ID.eq(application).and(TOPIC_REMOVAL.TOPIC_ID.eq(topic));
    }
  }

  private final DSLContext dsl;
  private final int batchSize;

  TopicRemovals(DataSource dataSource) {
    this(dataSource, BATCH);
  }

  TopicRemovals(DataSource dataSource, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.batchSize = batchSize;
  }

  /** Notes that the topics have been removed, in the transaction that does so. */
  static void note(DSLContext tx, String application, Collection<String> topics) {
    for (String topic : topics) {
      tx.insertInto(TOPIC_REMOVAL)
          .set(TOPIC_REMOVAL.APPLICATION_ID, application)
          .set(TOPIC_REMOVAL.TOPIC_ID, topic)
          .onConflictDoNothing()
          .execute();
    }
  }

  /** Which of the topics are not yet taken off all subscriptions. */
  static List<String> unfinished(DSLContext tx, String application, Collection<String> topics) {
    return tx.select(TOPIC_REMOVAL.TOPIC_ID)
        .from(TOPIC_REMOVAL)
        .where(TOPIC_REMOVAL.APPLICATION_ID.eq(application))
        .and(TOPIC_REMOVAL.TOPIC_ID.eq(DSL.any(topics.toArray(String[]::new))))
        .fetch(TOPIC_REMOVAL.TOPIC_ID);
  }

  /** Topics of the application that are not yet taken off all subscriptions. */
  static List<String> unfinished(DSLContext dsl, String application) {
    return dsl.select(TOPIC_REMOVAL.TOPIC_ID)
        .from(TOPIC_REMOVAL)
        .where(TOPIC_REMOVAL.APPLICATION_ID.eq(application))
        .fetch(TOPIC_REMOVAL.TOPIC_ID);
  }

  /** Takes all that was removed and is left off subscriptions. */
  void finishAll() {
    dsl.selectFrom(TOPIC_REMOVAL)
        .fetch(row -> new Removal(row.getApplicationId(), row.getTopicId()))
        .forEach(this::finish);
  }

  /** Takes those of the topics that were removed off the application's subscriptions. */
  void finish(String application, Collection<String> topics) {
    for (String topic : unfinished(dsl, application, topics)) {
      finish(new Removal(application, topic));
    }
  }

  private void finish(Removal removal) {
    long changed;
    do { // until none is met that went from the one table to the other meanwhile
      changed = takeOffSubscriptions(removal) + takeOffRemovedOnes(removal);
    } while (changed > 0);
    dsl.deleteFrom(TOPIC_REMOVAL).where(removal.isIt()).execute();
  }

  private long takeOffSubscriptions(Removal removal) {
    long changed = 0;
    Place after = Place.FIRST;
    List<Place> batch;
    do {
      batch =
          dsl.select(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
              .from(SUBSCRIPTION)
              .where(SUBSCRIPTION.APPLICATION_ID.eq(removal.application()))
              .and(SUBSCRIPTION.TOPICS.contains(new String[] {removal.topic()}))
              .and(
                  DSL.row(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
                      .gt(after.pushService(), after.id()))
              .orderBy(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
              .limit(batchSize)
              .fetch(row -> new Place(row.value1(), row.value2()));
      changed +=
          takeOff(
              removal,
              batch.stream().map(Place::id).toArray(UUID[]::new),
              SUBSCRIPTION,
              SUBSCRIPTION.ID,
              SUBSCRIPTION.TOPICS,
              SUBSCRIPTION.VERSION);
      after = batch.isEmpty() ? after : batch.getLast();
    } while (batch.size() == batchSize);
    return changed;
  }

  private long takeOffRemovedOnes(Removal removal) {
    long changed = 0;
    UUID after = null;
    UUID[] batch;
    do {
      batch =
          dsl.select(REMOVED_SUBSCRIPTION.ID)
              .from(REMOVED_SUBSCRIPTION)
              .where(REMOVED_SUBSCRIPTION.APPLICATION_ID.eq(removal.application()))
              .and(REMOVED_SUBSCRIPTION.TOPICS.contains(new String[] {removal.topic()}))
              .and(after == null ? DSL.noCondition() : REMOVED_SUBSCRIPTION.ID.gt(after))
              .orderBy(REMOVED_SUBSCRIPTION.ID)
              .limit(batchSize)
              .fetchArray(REMOVED_SUBSCRIPTION.ID);
      changed +=
          takeOff(
              removal,
              batch,
              REMOVED_SUBSCRIPTION,
              REMOVED_SUBSCRIPTION.ID,
              REMOVED_SUBSCRIPTION.TOPICS,
              REMOVED_SUBSCRIPTION.VERSION);
      after = batch.length == 0 ? after : batch[batch.length - 1];
    } while (batch.length == batchSize);
    return changed;
  }

  /**
   * Takes the topic off these rows, unless somebody has finished the removal: the topic may have
   * been made again since.
   */
  private int takeOff(
      Removal removal,
      UUID[] ids,
      Table<?> table,
      Field<UUID> id,
      Field<String[]> topics,
      Field<Integer> version) {
    if (ids.length == 0) {
      return 0;
    }
    return Collisions.retried(
        dsl,
        tx -> {
          boolean unfinished =
              tx.selectOne()
                  .from(TOPIC_REMOVAL)
                  .where(removal.isIt())
                  .forKeyShare()
                  .fetchOptional()
                  .isPresent();
          if (!unfinished) {
            return 0;
          }
          // In one order everywhere.
          UUID[] locked =
              tx.select(id)
                  .from(table)
                  .where(id.eq(DSL.any(ids)))
                  .and(topics.contains(new String[] {removal.topic()}))
                  .orderBy(id)
                  .forNoKeyUpdate()
                  .fetchArray(id);
          return tx.update(table)
              .set(topics, DSL.arrayRemove(topics, removal.topic()))
              .set(version, version.plus(1))
              .where(id.eq(DSL.any(locked)))
              .execute();
        });
  }
}
