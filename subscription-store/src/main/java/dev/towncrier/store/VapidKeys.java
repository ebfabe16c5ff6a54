package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;

import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.VapidKey.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Each application's ring of VAPID keys: which there are, and which one is current. */
public final class VapidKeys {
  private static final Field<Integer> BOUND =
      DSL.field(
          DSL.selectCount().from(SUBSCRIPTION).where(SUBSCRIPTION.VAPID_KEY_ID.eq(VAPID_KEY.ID)));

  private final DSLContext dsl;
  private final Sealer sealer;

  /** Reads and writes through {@code dataSource}. */
  public VapidKeys(DataSource dataSource, Sealer sealer) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
  }

  /** The application's keys, the current one first; none if there is no such application. */
  public List<VapidKey> of(String application) {
    return select(dsl, VAPID_KEY.APPLICATION_ID.eq(application));
  }

  /** The application's key of that id. */
  public Optional<VapidKey> find(String application, UUID id) {
    return find(dsl, application, id);
  }

  static Optional<VapidKey> find(DSLContext dsl, String application, UUID id) {
    return select(dsl, VAPID_KEY.APPLICATION_ID.eq(application).and(VAPID_KEY.ID.eq(id))).stream()
        .findFirst();
  }

  private static List<VapidKey> select(DSLContext dsl, Condition which) {
    return dsl.select(
            VAPID_KEY.ID,
            VAPID_KEY.PUBLIC_KEY,
            VAPID_KEY.CREATED_AT,
            VAPID_KEY.STATE,
            VAPID_KEY.RETIRED_AT,
            BOUND)
        .from(VAPID_KEY)
        .where(which)
        .orderBy(
            VAPID_KEY.STATE.eq(State.CURRENT.text()).desc(),
            VAPID_KEY.CREATED_AT.desc(),
            VAPID_KEY.ID.desc())
        .fetch(row ->
            new VapidKey(
                row.value1(),
                P256PublicKey.decode(row.value2()),
                row.value3(),
                State.of(row.value4()),
                row.value5(),
                row.value6()));
  }

  /** Stores a further key of an application, as a spare one. */
  public KeyAddition add(String application, P256KeyPair vapidKey) {
    return add(application, vapidKey, false);
  }

  /** Stores a further key of an application, which is the current one from then on. */
  public KeyAddition addAsCurrent(String application, P256KeyPair vapidKey) {
    return add(application, vapidKey, true);
  }

  private KeyAddition add(String application, P256KeyPair vapidKey, boolean current) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      if (!lock(tx, application)) {
        return new KeyAddition.UnknownApplication();
      }
      var known =
          tx.select(VAPID_KEY.ID, VAPID_KEY.STATE)
              .from(VAPID_KEY)
              .where(VAPID_KEY.APPLICATION_ID.eq(application))
              .and(VAPID_KEY.PUBLIC_KEY.eq(vapidKey.publicKey().encoded()))
              .forUpdate()
              .fetchOne();
      if (known != null && State.of(known.value2()) != State.RETIRED) {
        return new KeyAddition.AlreadyThere(known.value1());
      }
      UUID id =
          known == null ? insert(tx, sealer, application, vapidKey, State.SPARE) : known.value1();
      if (known != null) {
        bringBack(tx, id, vapidKey);
      }
      if (current) {
        promote(tx, application, id);
      }
      return new KeyAddition.Added(id);
    });
  }

  /** Stores a key under an id that it is sealed for. */
  static UUID insert(
      DSLContext tx, Sealer sealer, String application, P256KeyPair vapidKey, State state) {
    UUID id = tx.select(DSL.function("uuidv7", UUID.class)).fetchSingle().value1();
    tx.insertInto(VAPID_KEY)
        .set(VAPID_KEY.ID, id)
        .set(VAPID_KEY.APPLICATION_ID, application)
        .set(VAPID_KEY.PUBLIC_KEY, vapidKey.publicKey().encoded())
        .set(VAPID_KEY.SEALED_PRIVATE_KEY, sealed(sealer, id, vapidKey))
        .set(VAPID_KEY.STATE, state.text())
        .execute();
    return id;
  }

  /** A retired key whose private half was kept elsewhere. */
  private void bringBack(DSLContext tx, UUID id, P256KeyPair vapidKey) {
    tx.update(VAPID_KEY)
        .set(VAPID_KEY.SEALED_PRIVATE_KEY, sealed(sealer, id, vapidKey))
        .set(VAPID_KEY.STATE, State.SPARE.text())
        .setNull(VAPID_KEY.RETIRED_AT)
        .where(VAPID_KEY.ID.eq(id))
        .execute();
  }

  /**
   * Has new subscriptions made with a key from now on. Those that are there stay bound to theirs.
   *
   * @return the state that the key had before; it has changed unless that is RETIRING or RETIRED.
   *     Null if the application has no key of this id.
   */
  public @Nullable State makeCurrent(String application, UUID id) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      if (!lock(tx, application)) {
        return null;
      }
      State before = lockState(tx, application, id);
      if (before == State.SPARE || before == State.FORMER) {
        promote(tx, application, id);
      }
      return before;
    });
  }

  /** The state of a key that nobody else can change meanwhile; null if there is no such one. */
  static @Nullable State lockState(DSLContext tx, String application, UUID id) {
    return tx.select(VAPID_KEY.STATE)
        .from(VAPID_KEY)
        .where(VAPID_KEY.APPLICATION_ID.eq(application))
        .and(VAPID_KEY.ID.eq(id))
        .forUpdate()
        .fetchOne(row -> State.of(row.value1()));
  }

  private void promote(DSLContext tx, String application, UUID id) {
    tx.update(VAPID_KEY)
        .set(VAPID_KEY.STATE, State.FORMER.text())
        .set(VAPID_KEY.REPLACED_AT, DSL.field("clock_timestamp()", Instant.class))
        .where(VAPID_KEY.APPLICATION_ID.eq(application))
        .and(VAPID_KEY.STATE.eq(State.CURRENT.text()))
        .execute();
    tx.update(VAPID_KEY)
        .set(VAPID_KEY.STATE, State.CURRENT.text())
        .setNull(VAPID_KEY.REPLACED_AT)
        .where(VAPID_KEY.ID.eq(id))
        .execute();
  }

  /** One change to a ring at a time, while subscriptions go on; false if there is no such one. */
  private static boolean lock(DSLContext tx, String application) {
    return tx.select(APPLICATION.ID)
            .from(APPLICATION)
            .where(APPLICATION.ID.eq(application))
            .forNoKeyUpdate()
            .fetchOne()
        != null;
  }

  private static byte[] sealed(Sealer sealer, UUID keyId, P256KeyPair vapidKey) {
    byte[] scalar = vapidKey.privateKey().encoded();
    try {
      return SealedColumn.PRIVATE_KEY.seal(sealer, keyId, scalar);
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
