package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.API_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysIT {
  private static final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T09:00:00Z"));
  private final ApiKeys keys = new ApiKeys(store.dataSource, clock);
  private String application;

  @BeforeEach
  void anApplication() {
    application = store.application().id();
  }

  @Test
  void findsAKeyByWhatItsHolderShows() {
    ApiKeys.Made made = keys.make(application, "back end", Set.of(Scope.PUBLISH), null);

    assertThat(keys.find(made.token())).contains(made.key());
    assertThat(keys.find(AccessToken.random())).isEmpty();
  }

  @Test
  void keepsNothingThatOpensAnything() {
    ApiKeys.Made made = keys.make(application, "back end", Set.of(Scope.READ), null);

    String row = store.sql.selectFrom(API_KEY).where(API_KEY.ID.eq(made.key().id())).toString();
    assertThat(row).doesNotContain(made.token().value());
    assertThat(store.sql.fetchCount(API_KEY, API_KEY.KEY_HASH.eq(made.token().hash()))).isOne();
    assertThat(made.toString()).doesNotContain(made.token().value());
  }

  @Test
  void opensNothingOnceItHasExpired() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    ApiKeys.Made made = keys.make(application, "for an hour", Set.of(Scope.READ), end);

    clock.set(end.minusMillis(1));
    assertThat(keys.find(made.token())).isPresent();
    clock.set(end);
    assertThat(keys.find(made.token())).isEmpty();
    assertThat(keys.of(application)).containsExactly(made.key());
  }

  @Test
  void opensNothingOnceItWasRevoked() {
    ApiKeys.Made made = keys.make(application, "back end", Set.of(Scope.MANAGE), null);
    ApiKeys.Made other = keys.make(application, "other", Set.of(Scope.MANAGE), null);

    assertThat(keys.revoke(application, made.key().id())).isTrue();

    assertThat(keys.find(made.token())).isEmpty();
    assertThat(keys.find(other.token())).isPresent();
    assertThat(keys.revoke(application, made.key().id())).isFalse();
  }

  @Test
  void isRevokedByItsApplicationAlone() {
    ApiKeys.Made made = keys.make(application, "back end", Set.of(Scope.READ), null);

    assertThat(keys.revoke(store.application().id(), made.key().id())).isFalse();
    assertThat(keys.revoke(application, UUID.randomUUID())).isFalse();
    assertThat(keys.find(made.token())).isPresent();
  }

  @Test
  void managesAndSoPublishesAndReads() {
    ApiKey key = keys.make(application, "all", Set.of(Scope.MANAGE), null).key();
    assertThat(Scope.values()).allMatch(key::allows);

    ApiKey reader = keys.make(application, "reader", Set.of(Scope.READ), null).key();
    assertThat(reader.allows(Scope.READ)).isTrue();
    assertThat(reader.allows(Scope.PUBLISH)).isFalse();
    assertThat(reader.allows(Scope.MANAGE)).isFalse();
  }
}
