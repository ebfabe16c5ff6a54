package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.API_KEY;

import dev.towncrier.store.schema.tables.records.ApiKeyRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The keys that services show, of all applications. A key is found by its hash, so what a search
 * takes tells nothing about it.
 */
public final class ApiKeys {
  private final DSLContext dsl;
  private final InstantSource clock;

  /**
   * A key that was just made.
   *
   * @param token is shown this once
   */
  public record Made(ApiKey key, AccessToken token) {}

  /**
   * Reads and writes through {@code dataSource}.
   *
   * @param clock says what has expired
   */
  public ApiKeys(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @param application one that exists
   * @param scopes at least one
   * @param expiresAt null for never
   */
  public Made make(
      String application, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    AccessToken token = AccessToken.random();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant end = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    ApiKey key = new ApiKey(TimeOrderedId.at(now), application, name, scopes, now, end);
    dsl.insertInto(API_KEY)
        .set(API_KEY.ID, key.id())
        .set(API_KEY.APPLICATION_ID, application)
        .set(API_KEY.NAME, name)
        .set(API_KEY.SCOPES, scopes.stream().sorted().map(Scope::text).toArray(String[]::new))
        .set(API_KEY.KEY_HASH, token.hash())
        .set(API_KEY.CREATED_AT, now)
        .set(API_KEY.EXPIRES_AT, end)
        .execute();
    return new Made(key, token);
  }

  /** The application's keys, the newest first; expired ones too, until they are revoked. */
  public List<ApiKey> of(String application) {
    return dsl.selectFrom(API_KEY)
        .where(API_KEY.APPLICATION_ID.eq(application))
        .orderBy(API_KEY.ID.desc())
        .fetch(ApiKeys::key);
  }

  /** The key that was shown, if it is one that has not expired. */
  public Optional<ApiKey> find(AccessToken token) {
    return dsl.selectFrom(API_KEY)
        .where(API_KEY.KEY_HASH.eq(token.hash()))
        .and(API_KEY.EXPIRES_AT.isNull().or(API_KEY.EXPIRES_AT.gt(clock.instant())))
        .fetchOptional(ApiKeys::key);
  }

  /**
   * Removes a key, which opens nothing from then on.
   *
   * @return false if the application has none of that id
   */
  public boolean revoke(String application, UUID id) {
    return dsl.deleteFrom(API_KEY)
            .where(API_KEY.APPLICATION_ID.eq(application))
            .and(API_KEY.ID.eq(id))
            .execute()
        == 1;
  }

  private static ApiKey key(ApiKeyRecord row) {
    return new ApiKey(
        row.getId(),
        row.getApplicationId(),
        row.getName(),
        Arrays.stream(row.getScopes()).map(Scope::of).collect(Collectors.toSet()),
        row.getCreatedAt(),
        row.getExpiresAt());
  }
}
