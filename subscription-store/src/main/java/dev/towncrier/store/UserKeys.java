package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.USER_KEY;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.schema.tables.records.UserKeyRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The keys that userTokens are verified with. Secret ones are sealed. */
public final class UserKeys {
  /** Keys that an application may have, so that a token is not tried with ever more. */
  public static final int MOST = 16;

  private final DSLContext dsl;
  private final Sealer sealer;
  private final InstantSource clock;

  /** Reads and writes through {@code dataSource}. */
  public UserKeys(DataSource dataSource, Sealer sealer, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * Adds a key.
   *
   * @param application one that exists
   * @param kid how tokens name it; null if they don't
   * @return empty if the application has {@link #MOST} already
   */
  public Optional<UserKey> add(String application, @Nullable String kid, VerificationKey key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UserKeyRecord row = new UserKeyRecord();
    row.setId(TimeOrderedId.at(now));
    row.setApplicationId(application);
    row.setKid(kid);
    row.setAlgorithm(key.algorithm().label());
    if (key.algorithm().isSymmetric()) {
      row.setSealedSecret(SealedColumn.USER_SECRET.seal(sealer, row.getId(), key.bytes()));
    } else {
      row.setPublicKey(key.bytes());
    }
    row.setCreatedAt(now);
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      // One after another, so that two can't both be the last that fits.
      tx.selectOne()
          .from(APPLICATION)
          .where(APPLICATION.ID.eq(application))
          .forNoKeyUpdate()
          .fetch();
      if (tx.fetchCount(USER_KEY, USER_KEY.APPLICATION_ID.eq(application)) >= MOST) {
        return Optional.empty();
      }
      tx.insertInto(USER_KEY).set(row).execute();
      return Optional.of(userKey(row));
    });
  }

  /** The application's keys, the newest first. */
  public List<UserKey> of(String application) {
    return dsl.selectFrom(USER_KEY)
        .where(USER_KEY.APPLICATION_ID.eq(application))
        .orderBy(USER_KEY.ID.desc())
        .fetch(UserKeys::userKey);
  }

  /** Whether the application has a key. */
  public boolean any(String application) {
    return dsl.fetchExists(USER_KEY, USER_KEY.APPLICATION_ID.eq(application));
  }

  /**
   * The keys that may have signed a token, the newest first.
   *
   * @param kid the key that the token names; null if it names none
   */
  public List<VerificationKey> candidates(
      String application, TokenAlgorithm algorithm, @Nullable String kid) {
    return dsl.selectFrom(USER_KEY)
        .where(USER_KEY.APPLICATION_ID.eq(application))
        .and(USER_KEY.ALGORITHM.eq(algorithm.label()))
        .and(kid == null ? DSL.noCondition() : USER_KEY.KID.eq(kid))
        .orderBy(USER_KEY.ID.desc())
        .fetch(this::verificationKey);
  }

  /**
   * Removes a key, with which no token is verified from then on.
   *
   * @return false if the application has none of that id
   */
  public boolean remove(String application, UUID id) {
    return dsl.deleteFrom(USER_KEY)
            .where(USER_KEY.APPLICATION_ID.eq(application))
            .and(USER_KEY.ID.eq(id))
            .execute()
        == 1;
  }

  private VerificationKey verificationKey(UserKeyRecord row) {
    TokenAlgorithm algorithm = TokenAlgorithm.of(row.getAlgorithm());
    return new VerificationKey(
        algorithm,
        algorithm.isSymmetric()
            ? SealedColumn.USER_SECRET.open(sealer, row.getId(), row.getSealedSecret())
            : row.getPublicKey());
  }

  private static UserKey userKey(UserKeyRecord row) {
    TokenAlgorithm algorithm = TokenAlgorithm.of(row.getAlgorithm());
    return new UserKey(
        row.getId(),
        row.getApplicationId(),
        row.getKid(),
        algorithm,
        algorithm.isSymmetric() ? null : new VerificationKey(algorithm, row.getPublicKey()),
        row.getCreatedAt());
  }
}
