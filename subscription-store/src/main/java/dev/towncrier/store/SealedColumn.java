package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.USER_KEY;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;

import dev.towncrier.crypto.sealing.Place;
import dev.towncrier.crypto.sealing.Sealed;
import dev.towncrier.crypto.sealing.Sealer;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * A column of sealed values. Its table and purpose are authenticated with each value, so they stay
 * as they are even if the schema's names change.
 */
record SealedColumn<I>(
    Table<?> rows, TableField<?, I> id, TableField<?, byte[]> value, String table, String purpose) {

  static final SealedColumn<String> DELIVERY_SECRET =
      new SealedColumn<>(
          APPLICATION,
          APPLICATION.ID,
          APPLICATION.SEALED_DELIVERY_SECRET,
          "application",
          "delivery secret");
  static final SealedColumn<UUID> PRIVATE_KEY =
      new SealedColumn<>(
          VAPID_KEY, VAPID_KEY.ID, VAPID_KEY.SEALED_PRIVATE_KEY, "vapid_key", "private key");
  static final SealedColumn<UUID> TARGET =
      new SealedColumn<>(
          SUBSCRIPTION, SUBSCRIPTION.ID, SUBSCRIPTION.SEALED_TARGET, "subscription", "target");

  /** The same values in the same place, as far as the seal knows, so that rows can be moved. */
  static final SealedColumn<UUID> REMOVED_TARGET =
      new SealedColumn<>(
          REMOVED_SUBSCRIPTION,
          REMOVED_SUBSCRIPTION.ID,
          REMOVED_SUBSCRIPTION.SEALED_TARGET,
          TARGET.table(),
          TARGET.purpose());

  static final SealedColumn<UUID> USER_SECRET =
      new SealedColumn<>(USER_KEY, USER_KEY.ID, USER_KEY.SEALED_SECRET, "user_key", "secret");

  static final List<SealedColumn<?>> ALL =
      List.of(DELIVERY_SECRET, PRIVATE_KEY, TARGET, REMOVED_TARGET, USER_SECRET);

  byte[] seal(Sealer sealer, I row, byte[] secret) {
    return sealer.seal(secret, place(row)).encoded();
  }

  byte[] open(Sealer sealer, I row, byte[] stored) {
    return sealer.open(Sealed.decode(stored), place(row));
  }

  private Place place(I row) {
    return new Place(table, purpose, row.toString());
  }

  /** The id of the key that a value is sealed under, as the index has it. */
  Field<byte[]> keyId() {
    return DSL.field("substring({0} from 2 for 8)", byte[].class, value);
  }
}
