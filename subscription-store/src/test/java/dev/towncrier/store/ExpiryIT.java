package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Audience;
import dev.towncrier.store.RemovedSubscriptions.Counts;
import dev.towncrier.store.RemovedSubscriptions.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryIT {
  private static final int BATCH = 3;
  private static final TestStore store = new TestStore();
  private final Instant now = TestStore.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
  private final Instant past = now.minusSeconds(60);
  private final Instant ahead = now.plusSeconds(3_600);

  private final Application application = store.application();

  private SubscribeResult.Stored subscribe(String path, Instant expiresAt) {
    return (SubscribeResult.Stored)
        store.subscriptions.subscribe(
            application.id(), expiring(path, expiresAt), application.currentKeyId(), NO_DETAILS);
  }

  private static PushTarget expiring(String path, Instant expiresAt) {
    PushTarget target = target(path);
    return new PushTarget(target.endpoint(), target.userAgentKey(), target.authSecret(), expiresAt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"all\": true}",
        "{\"users\": [\"ann\"]}",
        "{\"subscriptions\": [\"%s\", \"%s\", \"%s\"]}",
        "{\"topics\": [\"news\"], \"users\": [\"ann\"]}",
      })
  void leavesTheExpiredOutOfEveryAudience(String audience) {
    UUID never = subscribe("1", null).subscription().id();
    UUID lasts = subscribe("2", ahead).subscription().id();
    UUID expired = subscribe("3", past).subscription().id();
    List.of(never, lasts, expired).forEach(id -> store.tie(id, "ann"));

    Notification notification =
        store.claim(application, "n", audience.formatted(never, lasts, expired));

    assertThat(store.memberIds(notification)).containsExactlyInAnyOrder(never, lasts);
    Audience same = notification.audience();
    assertThat(store.audiences.count(application.id(), same)).isEqualTo(2);
  }

  @Test
  void tellsDeliveriesWhichHaveExpired() {
    assertThat(store.load(subscribe("1", null).subscription().id()).expired()).isFalse();
    assertThat(store.load(subscribe("2", ahead).subscription().id()).expired()).isFalse();
    assertThat(store.load(subscribe("3", past).subscription().id()).expired()).isTrue();
  }

  @Test
  void followsWhatTheBrowserSaysNext() {
    SubscribeResult.Stored stored = subscribe("1", past);
    UUID id = stored.subscription().id();

    AccessToken token = subscribe("1", ahead).token();
    assertThat(store.load(id).expired()).isFalse();
    replace(id, token, past);
    assertThat(store.load(id).expired()).isTrue();
    replace(id, token, null);
    assertThat(store.load(id).expired()).isFalse();
  }

  private void replace(UUID id, AccessToken token, Instant expiresAt) {
    assertThat(
            store.subscriptions.replace(
                application.id(),
                id,
                token,
                Precondition.NONE,
                expiring("1", expiresAt),
                application.currentKeyId(),
                NO_DETAILS))
        .isInstanceOf(VisitorAccess.Granted.class);
  }

  @Test
  void sweepsTheExpiredAsGoneForGood() {
    TestStore alone = new TestStore();
    Application site = alone.application();
    for (int i = 0; i < 2 * BATCH + 1; i++) {
      alone.subscriptions.subscribe(
          site.id(), expiring("p" + i, ahead), site.currentKeyId(), NO_DETAILS);
    }
    UUID stays = alone.subscribe(site, "stays").subscription().id();
    SettableClock clock = new SettableClock(ahead.minusMillis(1));
    Sweeper sweeper = new Sweeper(alone.dataSource, clock, BATCH);

    assertThat(sweeper.sweep(Duration.ofDays(1)).expiredSubscriptions()).isZero();
    clock.set(ahead);
    assertThat(sweeper.sweep(Duration.ofDays(1)).expiredSubscriptions()).isEqualTo(2 * BATCH + 1);

    UUID[] left = alone.sql.fetch("select id from subscription").intoArray(0, UUID.class);
    assertThat(left).containsExactly(stays);
    UUID[] kept = alone.sql.fetch("select id from removed_subscription").intoArray(0, UUID.class);
    assertThat(alone.targets.gone(List.of(kept))).hasSize(2 * BATCH + 1);
  }

  @Test
  void bringsNoExpiredOneBack() {
    UUID id = subscribe("1", past).subscription().id();
    store.mark(id, SubscriptionMarks.Kind.GONE);

    assertThat(
            new RemovedSubscriptions(store.dataSource)
                .restore(new Filter(application.id(), null, null)))
        .isEqualTo(new Counts(0, 0));
    assertThat(store.load(id)).isNull();
  }
}
