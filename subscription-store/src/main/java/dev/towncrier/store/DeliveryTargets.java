package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.GONE_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Subscriptions as deliveries load and remove them. */
public final class DeliveryTargets {
  private final DSLContext dsl;
  private final Sealer sealer;

  /** Reads and writes through {@code dataSource}. */
  public DeliveryTargets(DataSource dataSource, Sealer sealer) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
  }

  /** What is stored under {@code ids} now, in one query; ids that are missing are left out. */
  public Map<UUID, DeliveryTarget> load(Collection<UUID> ids) {
    Map<UUID, DeliveryTarget> targets = new HashMap<>();
    dsl.selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(new UUID[0]))))
        .forEach(row -> targets.put(row.getId(), target(row)));
    return targets;
  }

  /** Those of {@code ids} that a push service reported gone, as against those unsubscribed. */
  public Set<UUID> gone(Collection<UUID> ids) {
    return new HashSet<>(
        dsl.select(GONE_SUBSCRIPTION.ID)
            .from(GONE_SUBSCRIPTION)
            .where(GONE_SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(new UUID[0]))))
            .fetch(GONE_SUBSCRIPTION.ID));
  }

  /**
   * Removes a subscription that its push service reported gone, unless it was changed since it was
   * read.
   *
   * @return whether it was removed
   */
  public boolean removeGone(DeliveryTarget target) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      String application =
          tx.deleteFrom(SUBSCRIPTION)
              .where(SUBSCRIPTION.ID.eq(target.id()))
              .and(SUBSCRIPTION.VERSION.eq(target.version()))
              .returning(SUBSCRIPTION.APPLICATION_ID)
              .fetchOne(SUBSCRIPTION.APPLICATION_ID);
      if (application == null) {
        return false;
      }
      tx.insertInto(GONE_SUBSCRIPTION)
          .set(GONE_SUBSCRIPTION.ID, target.id())
          .set(GONE_SUBSCRIPTION.APPLICATION_ID, application)
          .onConflictDoNothing()
          .execute();
      return true;
    });
  }

  private DeliveryTarget target(SubscriptionRecord row) {
    return new DeliveryTarget(
        row.getId(), SealedTarget.of(row, sealer), row.getVapidKeyId(), row.getVersion());
  }
}
