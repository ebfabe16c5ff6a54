package dev.towncrier.store;

import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.crypto.sealing.NotOpened;
import dev.towncrier.crypto.sealing.Sealer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Seals under the current key what is sealed under earlier ones, so that these can be thrown away.
 * A row's version stays, since its subscription is the same.
 */
public final class Resealing {
  /** Rows of one transaction, which are locked for some milliseconds. */
  private static final int BATCH = 500;

  private final DSLContext dsl;
  private final KeysInUse keysInUse;
  private final Sealer sealer;
  private final int batchSize;

  /** Reads and writes through {@code dataSource}; seals under the current key of {@code sealer}. */
  public Resealing(DataSource dataSource, Sealer sealer) {
    this(dataSource, sealer, BATCH);
  }

  Resealing(DataSource dataSource, Sealer sealer, int batchSize) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.keysInUse = new KeysInUse(dataSource);
    this.sealer = sealer;
    this.batchSize = batchSize;
  }

  /**
   * Goes once through everything that is sealed under an earlier key. Rows that somebody else has
   * locked are passed over, so several processes may do this at once.
   *
   * @param goOn asked before each batch
   * @param listener told after each batch
   * @return how far it came; what is left is a next pass' work
   */
  public ResealingProgress pass(BooleanSupplier goOn, ResealingListener listener) {
    Set<KeyId> earlier = keysInUse.find();
    earlier.remove(sealer.keys().current().id());
    Set<KeyId> missing = new LinkedHashSet<>(earlier);
    missing.removeAll(sealer.keys().ids());
    earlier.removeAll(missing);
    ResealingProgress progress = new ResealingProgress(0, count(earlier), 0, missing);
    for (SealedColumn<?> column : SealedColumn.ALL) {
      for (KeyId key : earlier) {
        progress = walk(column, key, progress, goOn, listener);
      }
    }
    return progress;
  }

  private long count(Set<KeyId> keys) {
    long count = 0;
    for (SealedColumn<?> column : SealedColumn.ALL) {
      for (KeyId key : keys) {
        count += dsl.fetchCount(column.rows(), isSealedUnder(column, key));
      }
    }
    return count;
  }

  private <I> ResealingProgress walk(
      SealedColumn<I> column,
      KeyId key,
      ResealingProgress begin,
      BooleanSupplier goOn,
      ResealingListener listener) {
    ResealingProgress progress = begin;
    I after = null;
    while (goOn.getAsBoolean()) {
      Batch<I> batch = reseal(column, key, after);
      batch.notOpened().forEach(listener::notOpened);
      progress =
          progress.afterBatch(batch.size() - batch.notOpened().size(), batch.notOpened().size());
      after = batch.last();
      if (batch.size() > 0) {
        listener.progressed(progress);
      }
      if (batch.size() < batchSize) {
        break;
      }
    }
    return progress;
  }

  /** The rows that one transaction met. */
  private record Batch<I>(int size, @Nullable I last, List<RuntimeException> notOpened) {}

  private <I> Batch<I> reseal(SealedColumn<I> column, KeyId key, @Nullable I after) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      Result<Record2<I, byte[]>> rows =
          tx.select(column.id(), column.value())
              .from(column.rows())
              .where(follows(column, key, after))
              .orderBy(column.keyId(), column.id())
              .limit(batchSize)
              .forNoKeyUpdate()
              .skipLocked()
              .fetch();
      List<RuntimeException> notOpened = new ArrayList<>();
      BatchBindStep updates =
          tx.batch(
              tx.update(column.rows())
                  .set(column.value(), DSL.param("value", column.value()))
                  .where(column.id().eq(DSL.param("id", column.id()))));
      for (Record2<I, byte[]> row : rows) {
        I id = row.value1();
        try {
          byte[] secret = column.open(sealer, id, row.value2());
          updates = updates.bind(column.seal(sealer, id, secret), id);
        } catch (NotOpened | InvalidSealedValue e) {
          notOpened.add(e);
        }
      }
      if (rows.size() > notOpened.size()) {
        updates.execute();
      }
      return new Batch<>(rows.size(), rows.isEmpty() ? null : rows.getLast().value1(), notOpened);
    });
  }

  /**
   * Sealed under the key and behind a row. A range, since with an equality the planner may walk the
   * primary key and filter, past all that is done already.
   */
  private static <I> Condition follows(SealedColumn<I> column, KeyId key, @Nullable I after) {
    byte[] id = key.encoded();
    return column
        .keyId()
        .between(id, id)
        .and(
            after == null ? DSL.noCondition() : DSL.row(column.keyId(), column.id()).gt(id, after));
  }

  private static Condition isSealedUnder(SealedColumn<?> column, KeyId key) {
    return column.keyId().eq(key.encoded());
  }
}
