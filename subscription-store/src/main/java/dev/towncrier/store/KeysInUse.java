package dev.towncrier.store;

import dev.towncrier.crypto.sealing.KeyId;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Which key-encryption keys the stored secrets need; none of these may be thrown away. */
public final class KeysInUse {
  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public KeysInUse(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** The ids of all keys that something is sealed under. */
  public Set<KeyId> find() {
    Set<KeyId> found = new LinkedHashSet<>();
    for (SealedColumn<?> column : SealedColumn.ALL) {
      // From key to key, so that the index answers however many rows one has.
      byte[] id = next(column, new byte[0]);
      while (id != null) {
        found.add(KeyId.decode(id));
        id = next(column, id);
      }
    }
    return found;
  }

  private byte @Nullable [] next(SealedColumn<?> column, byte[] after) {
    return dsl.select(column.keyId())
        .from(column.rows())
        .where(column.keyId().gt(after))
        .orderBy(column.keyId())
        .limit(1)
        .fetchOne(column.keyId());
  }
}
