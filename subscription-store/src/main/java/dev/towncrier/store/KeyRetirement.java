package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;

import dev.towncrier.store.VapidKey.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Destroys the private keys that nobody needs any more. A key is needed by the subscriptions that
 * are bound to it, and by those that can still be restored; Postgres refuses to lose one of them.
 */
public final class KeyRetirement {
  /**
   * How long a key outlives its being replaced at least, in case a page that was loaded before
   * subscribes with it.
   */
  public static final Duration PAGES_KNOW_IT = Duration.ofHours(1);

  /** Subscriptions that one transaction removes. */
  private static final int BATCH = 1_000;

  private final DSLContext dsl;
  private final InstantSource clock;
  private final int batchSize;

  /**
   * Writes through {@code dataSource}.
   *
   * @param clock says when keys retire and subscriptions are removed
   */
  public KeyRetirement(DataSource dataSource, InstantSource clock) {
    this(dataSource, clock, BATCH);
  }

  KeyRetirement(DataSource dataSource, InstantSource clock, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
    this.batchSize = batchSize;
  }

  /** What came of a request to retire a key. */
  public sealed interface Result {
    /** It is retired, or RETIRING as long as a removed subscription can be restored. */
    record Begun(VapidKey key) implements Result {}

    /** It is the current one; nothing was changed. */
    record Current() implements Result {}

    /** So many subscriptions are bound to it; nothing was changed. */
    record InUse(long subscriptions) implements Result {}

    /** The application has no key of this id. */
    record Unknown() implements Result {}
  }

  /**
   * Retires a key. Safe beside everything else, and may be broken off: then the key takes no new
   * subscriptions, and the same again goes on.
   *
   * @param removeSubscriptions whether to remove the subscriptions that are bound to it, so that
   *     they can be restored for {@link RemovedSubscriptions#KEPT}
   */
  public Result retire(String application, UUID id, boolean removeSubscriptions) {
    Result refusal =
        dsl.transactionResult(
            transaction -> begin(transaction.dsl(), application, id, removeSubscriptions));
    if (refusal != null) {
      return refusal;
    }
    int removed;
    do {
      removed = removeSubscriptions ? removeBatch(id) : 0;
    } while (removed > 0);
    destroyIfUnused(id);
    return VapidKeys.find(dsl, application, id)
        .<Result>map(Result.Begun::new)
        .orElseGet(Result.Unknown::new);
  }

  private static @Nullable Result begin(
      DSLContext tx, String application, UUID id, boolean removeSubscriptions) {
    // Waits for those that are subscribing with it, and they for this.
    State state = VapidKeys.lockState(tx, application, id);
    if (state == null) {
      return new Result.Unknown();
    }
    if (state == State.CURRENT) {
      return new Result.Current();
    }
    long bound = tx.fetchCount(SUBSCRIPTION, SUBSCRIPTION.VAPID_KEY_ID.eq(id));
    if (bound > 0 && !removeSubscriptions) {
      return new Result.InUse(bound);
    }
    tx.update(VAPID_KEY)
        .set(VAPID_KEY.STATE, State.RETIRING.text())
        .where(VAPID_KEY.ID.eq(id))
        .and(VAPID_KEY.STATE.ne(State.RETIRED.text()))
        .execute();
    return null;
  }

  private int removeBatch(UUID id) {
    return Collisions.retried(
        dsl,
        tx -> {
          UUID[] some =
              tx.select(SUBSCRIPTION.ID)
                  .from(SUBSCRIPTION)
                  .where(SUBSCRIPTION.VAPID_KEY_ID.eq(id))
                  .limit(batchSize)
                  .fetchArray(SUBSCRIPTION.ID);
          // In the order in which everybody locks them; one may have got another key just now.
          UUID[] locked =
              tx.select(SUBSCRIPTION.ID)
                  .from(SUBSCRIPTION)
                  .where(SUBSCRIPTION.ID.eq(DSL.any(some)))
                  .and(SUBSCRIPTION.VAPID_KEY_ID.eq(id))
                  .orderBy(SUBSCRIPTION.ID)
                  .forUpdate()
                  .fetchArray(SUBSCRIPTION.ID);
          RemovedSubscriptions.keep(tx, locked, clock.instant());
          return some.length;
        });
  }

  /**
   * Retires all keys that are no longer current and that nothing is bound to any more. Several may
   * do so at once.
   *
   * @return the ids of those that this call retired
   */
  public List<UUID> retireUnused() {
    return dsl.select(VAPID_KEY.ID).from(VAPID_KEY).where(canGo()).fetch(VAPID_KEY.ID).stream()
        .filter(this::destroyIfUnused)
        .toList();
  }

  private boolean destroyIfUnused(UUID id) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      // First the lock, for which a subscription that is being made has to be over. The update sees
      // it then.
      tx.select(VAPID_KEY.ID).from(VAPID_KEY).where(VAPID_KEY.ID.eq(id)).forUpdate().fetch();
      return tx.update(VAPID_KEY)
              .setNull(VAPID_KEY.SEALED_PRIVATE_KEY)
              .set(VAPID_KEY.STATE, State.RETIRED.text())
              .set(VAPID_KEY.RETIRED_AT, clock.instant())
              .where(VAPID_KEY.ID.eq(id))
              .and(canGo())
              .execute()
          == 1;
    });
  }

  private Condition canGo() {
    return VAPID_KEY
        .STATE
        .eq(State.RETIRING.text())
        .or(
            VAPID_KEY
                .STATE
                .eq(State.FORMER.text())
                .and(VAPID_KEY.REPLACED_AT.lt(clock.instant().minus(PAGES_KNOW_IT))))
        .andNotExists(
            DSL.selectOne().from(SUBSCRIPTION).where(SUBSCRIPTION.VAPID_KEY_ID.eq(VAPID_KEY.ID)))
        .andNotExists(
            DSL.selectOne()
                .from(REMOVED_SUBSCRIPTION)
                .where(REMOVED_SUBSCRIPTION.VAPID_KEY_ID.eq(VAPID_KEY.ID)));
  }
}
