package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ERASURE;
import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static dev.towncrier.store.schema.Tables.RECEIPT;
import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.store.schema.tables.records.ErasureRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Forgets people, and keeps that it was done. */
public final class Erasures {
  /** A row that moves between the two tables of subscriptions is met in one round or the next. */
  private static final int ROUNDS = 2;

  private final DSLContext dsl;
  private final NamedUsers namedUsers;
  private final InstantSource clock;

  /** Reads and writes through {@code dataSource}. */
  public Erasures(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.namedUsers = new NamedUsers(dsl);
    this.clock = clock;
  }

  /**
   * Removes what is stored of a user: subscriptions, those kept aside too, with their ties and all
   * that hangs on them, and the user's name in audiences. No send to one of these subscriptions
   * starts later than a second after this returns. May be repeated, also when it failed half way.
   *
   * @param apiKeyId the API key that asks for it; null for the admin key and an operator
   * @param operator the operator who asks for it; null for a key
   */
  public Erasure erase(
      String application, String user, @Nullable UUID apiKeyId, @Nullable String operator) {
    int notifications = namedUsers.replace(application, user);
    return Collisions.retried(
        dsl,
        tx -> {
          int subscriptions = 0;
          int removed = 0;
          for (int round = 0; round < ROUNDS; round++) {
            removed +=
                remove(
                    tx,
                    REMOVED_SUBSCRIPTION,
                    REMOVED_SUBSCRIPTION.ID,
                    REMOVED_SUBSCRIPTION
                        .APPLICATION_ID
                        .eq(application)
                        .and(REMOVED_SUBSCRIPTION.USER_ID.eq(user)));
            subscriptions +=
                remove(
                    tx,
                    SUBSCRIPTION,
                    SUBSCRIPTION.ID,
                    SUBSCRIPTION.APPLICATION_ID.eq(application).and(SUBSCRIPTION.USER_ID.eq(user)));
          }
          return note(tx, application, apiKeyId, operator, subscriptions, removed, notifications);
        });
  }

  /** In the order of ids, as everybody locks them. */
  private static int remove(DSLContext tx, Table<?> table, Field<UUID> id, Condition isUsers) {
    UUID[] ids = tx.select(id).from(table).where(isUsers).orderBy(id).forUpdate().fetchArray(id);
    if (ids.length > 0) {
      tx.deleteFrom(table).where(id.eq(DSL.any(ids))).execute();
      removeWhatHangsOn(tx, ids);
    }
    return ids.length;
  }

  /** Whatever is kept by the ids of subscriptions elsewhere. */
  private static void removeWhatHangsOn(DSLContext tx, UUID[] subscriptions) {
    tx.deleteFrom(LATEST_MESSAGE)
        .where(LATEST_MESSAGE.SUBSCRIPTION_ID.eq(DSL.any(subscriptions)))
        .execute();
    tx.deleteFrom(RECEIPT).where(RECEIPT.SUBSCRIPTION_ID.eq(DSL.any(subscriptions))).execute();
  }

  private Erasure note(
      DSLContext tx,
      String application,
      @Nullable UUID apiKeyId,
      @Nullable String operator,
      int subscriptions,
      int removed,
      int notifications) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ErasureRecord row = new ErasureRecord();
    row.setId(TimeOrderedId.at(now));
    row.setApplicationId(application);
    row.setApiKeyId(apiKeyId);
    row.setOperator(operator);
    row.setSubscriptions(subscriptions);
    row.setRemovedSubscriptions(removed);
    row.setNotifications(notifications);
    row.setErasedAt(now);
    tx.insertInto(ERASURE).set(row).execute();
    return erasure(row);
  }

  /** The application's erasures, the newest first. */
  public List<Erasure> newest(String application, int limit) {
    return dsl.selectFrom(ERASURE)
        .where(ERASURE.APPLICATION_ID.eq(application))
        .orderBy(ERASURE.ID.desc())
        .limit(limit)
        .fetch(Erasures::erasure);
  }

  private static Erasure erasure(ErasureRecord row) {
    return new Erasure(
        row.getId(),
        row.getErasedAt(),
        row.getApiKeyId(),
        row.getOperator(),
        row.getSubscriptions(),
        row.getRemovedSubscriptions(),
        row.getNotifications());
  }
}
