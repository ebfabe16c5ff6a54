package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.store.KeyRetirement.Result;
import dev.towncrier.store.VapidKey.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRetirementIT {
  private static final int BATCH = 3;

  private final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final VapidKeys ring = store.vapidKeys;
  private final KeyRetirement retirement = new KeyRetirement(store.dataSource, clock, BATCH);
  private final Application application = store.application();
  private final UUID old = application.currentKeyId();
  private final P256KeyPair next = P256.bouncyCastle().generateKeyPair();
  private final List<SubscribeResult.Stored> subscribers = new ArrayList<>();
  private UUID current;
  private Instant replacedAt;

  /** Two are bound to the old key, which has been replaced. */
  @BeforeEach
  void rotate() {
    subscribers.add(store.subscribe(application, "1", "news"));
    subscribers.add(store.subscribe(application, "2", "news"));
    current = ((KeyAddition.Added) ring.addAsCurrent(application.id(), next)).id();
    replacedAt =
        store
            .sql
            .select(VAPID_KEY.REPLACED_AT)
            .from(VAPID_KEY)
            .where(VAPID_KEY.ID.eq(old))
            .fetchSingle()
            .value1();
    clock.set(replacedAt.plus(KeyRetirement.PAGES_KNOW_IT).plusMillis(1));
  }

  @Test
  void comesByItselfOnceTheLastSubscriptionHasGotTheNewKey() {
    move(0);
    assertThat(retirement.retireUnused()).isEmpty();
    move(1);
    assertThat(retirement.retireUnused()).containsExactly(old);

    VapidKey retired = key(old);
    assertThat(retired.state()).isEqualTo(State.RETIRED);
    assertThat(retired.retiredAt()).isEqualTo(clock.instant());
    assertThat(store.applications.signingKey(old)).isEmpty();
    assertThat(sealedPrivateKey(old)).isNull();
    assertThat(store.applications.signingKey(current)).isPresent();
    assertThat(retirement.retireUnused()).isEmpty();
  }

  @Test
  void waitsForPagesThatWereLoadedBeforeTheRotation() {
    clock.set(replacedAt.plus(KeyRetirement.PAGES_KNOW_IT));
    move(0);
    move(1);

    assertThat(retirement.retireUnused()).isEmpty();
    assertThat(store.applications.findKey(application.id(), publicKeyOfOld())).contains(old);
  }

  @Test
  void doesNotComeByItselfToASpareKeyOrTheCurrentOne() {
    UUID spare =
        ((KeyAddition.Added) ring.add(application.id(), P256.bouncyCastle().generateKeyPair()))
            .id();

    clock.set(replacedAt.plus(Duration.ofDays(365)));
    assertThat(retirement.retireUnused()).isEmpty();

    assertThat(key(spare).state()).isEqualTo(State.SPARE);
    assertThat(key(current).state()).isEqualTo(State.CURRENT);
  }

  @Test
  void waitsForSubscriptionsThatCanBeRestored() {
    move(0);
    store.mark(id(1), SubscriptionMarks.Kind.GONE);

    assertThat(retirement.retireUnused()).isEmpty();
    var all = new RemovedSubscriptions.Filter(application.id(), null, null);
    assertThat(new RemovedSubscriptions(store.dataSource).restore(all).restored()).isOne();
    assertThat(retirement.retireUnused()).isEmpty();
    assertThat(store.applications.signingKey(store.load(id(1)).vapidKeyId())).isPresent();
  }

  @Test
  void isRefusedAsLongAsSubscriptionsAreBoundToTheKey() {
    assertThat(retirement.retire(application.id(), old, false)).isEqualTo(new Result.InUse(2));

    assertThat(key(old).state()).isEqualTo(State.FORMER);
    assertThat(store.applications.signingKey(old)).isPresent();
  }

  @Test
  void isRefusedToTheCurrentKeyAndToOthersKeys() {
    assertThat(retirement.retire(application.id(), current, true)).isEqualTo(new Result.Current());
    assertThat(retirement.retire(store.application().id(), old, true))
        .isEqualTo(new Result.Unknown());
    assertThat(retirement.retire(application.id(), UUID.randomUUID(), true))
        .isEqualTo(new Result.Unknown());
    assertThat(store.load(id(0))).isNotNull();
  }

  @Test
  void removesSubscriptionsOnDemandSoThatTheyCanBeRestoredForSevenDays() {
    for (int i = 0; i < 2 * BATCH; i++) {
      subscribers.add(store.subscribe(application, "more" + i));
    }
    SubscribeResult.Stored kept = subscribe("kept", current);

    Result.Begun begun = (Result.Begun) retirement.retire(application.id(), old, true);

    assertThat(begun.key().state()).isEqualTo(State.RETIRING);
    assertThat(begun.key().subscriptions()).isZero();
    assertThat(store.load(kept.subscription().id())).isNotNull();
    assertThat(store.targets.gone(List.of(id(0), id(5)))).hasSize(2);
    assertThat(store.applications.findKey(application.id(), publicKeyOfOld())).isEmpty();

    var all = new RemovedSubscriptions.Filter(application.id(), null, null);
    assertThat(new RemovedSubscriptions(store.dataSource).restore(all).restored())
        .isEqualTo(2 + 2 * BATCH);
    assertThat(store.applications.signingKey(store.load(id(0)).vapidKeyId())).isPresent();
    assertThat(retirement.retireUnused()).isEmpty();

    retirement.retire(application.id(), old, true);
    clock.set(clock.instant().plus(RemovedSubscriptions.KEPT).plusSeconds(1));
    new Sweeper(store.dataSource, clock).sweep(Duration.ofDays(1));
    assertThat(retirement.retireUnused()).containsExactly(old);
    assertThat(sealedPrivateKey(old)).isNull();
  }

  @Test
  void isOverAtOnceForAKeyThatNothingIsBoundTo() {
    UUID spare =
        ((KeyAddition.Added) ring.add(application.id(), P256.bouncyCastle().generateKeyPair()))
            .id();

    var begun = (Result.Begun) retirement.retire(application.id(), spare, false);

    assertThat(begun.key().state()).isEqualTo(State.RETIRED);
    assertThat(retirement.retire(application.id(), spare, false)).isEqualTo(begun);
    assertThat(ring.makeCurrent(application.id(), spare)).isEqualTo(State.RETIRED);
    assertThat(key(current).state()).isEqualTo(State.CURRENT);
  }

  @Test
  void isTakenBackByBringingThePrivateKeyAgain() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    UUID spare = ((KeyAddition.Added) ring.add(application.id(), pair)).id();
    retirement.retire(application.id(), spare, false);

    assertThat(ring.add(application.id(), pair)).isEqualTo(new KeyAddition.Added(spare));

    assertThat(key(spare).state()).isEqualTo(State.SPARE);
    assertThat(key(spare).retiredAt()).isNull();
    assertThat(store.applications.signingKey(spare).orElseThrow().privateKey())
        .isEqualTo(pair.privateKey());
    subscribe("again", spare);
  }

  @Test
  void bindsNoSubscriptionToARetiredKey() {
    move(0);
    move(1);
    retirement.retireUnused();

    assertThatExceptionOfType(VapidKeyRetired.class).isThrownBy(() -> subscribe("3", old));
    assertThatExceptionOfType(VapidKeyRetired.class)
        .isThrownBy(() ->
            store.subscriptions.replace(
                application.id(),
                id(0),
                subscribers.getFirst().token(),
                Precondition.NONE,
                target("3"),
                old,
                NO_DETAILS));
    assertThatExceptionOfType(VapidKeyRetired.class)
        .isThrownBy(() ->
            store.additions.add(
                application.id(),
                old,
                List.of(new NewSubscription(target("3"), null, NO_DETAILS)),
                1));
    assertThat(store.load(id(0)).vapidKeyId()).isEqualTo(current);
  }

  @Test
  void waitsForASubscriptionThatIsBeingMadeWithTheKey() {
    move(0);
    move(1);
    AtomicReference<CompletableFuture<List<UUID>>> retiring = new AtomicReference<>();

    store.sql.transaction(transaction -> {
      // As a request that is half through: the row is there and not yet committed.
      transaction
          .dsl()
          .execute("update subscription set vapid_key_id = {0} where id = {1}", old, id(1));
      retiring.set(CompletableFuture.supplyAsync(retirement::retireUnused));
      await()
          .until(
              () ->
                  store.sql.fetchValue(
                      "select count(*) = 1 from pg_stat_activity where wait_event_type = 'Lock'"
                          + " and datname = current_database()"),
              Boolean.TRUE::equals);
    });

    assertThat(retiring.get().join()).isEmpty();
    assertThat(key(old).state()).isEqualTo(State.FORMER);
    assertThat(store.applications.signingKey(old)).isPresent();
  }

  @Test
  void leavesNoSubscriptionWithoutAKeyWhoeverIsFirst() throws Exception {
    move(0);
    move(1);

    List<Boolean> subscribed =
        TestStore.atOnce(
            6,
            i ->
                () -> {
                  if (i == 5) {
                    return retirement.retireUnused().isEmpty();
                  }
                  try {
                    subscribe("raced" + i, old);
                    return true;
                  } catch (VapidKeyRetired _) {
                    return false;
                  }
                });

    long bound = subscribed.subList(0, 5).stream().filter(each -> each).count();
    assertThat(key(old).subscriptions()).isEqualTo(bound);
    assertThat(store.applications.signingKey(old).isPresent()).isEqualTo(bound > 0);
  }

  @Test
  void isSharedByThoseWhoSweepAtOnce() throws Exception {
    move(0);
    move(1);

    List<List<UUID>> retired = TestStore.atOnce(4, _ -> retirement::retireUnused);

    assertThat(retired).containsOnlyOnce(List.of(old));
  }

  @Test
  void isHeldToByTheDatabaseItself() {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() ->
            store
                .sql
                .update(VAPID_KEY)
                .setNull(VAPID_KEY.SEALED_PRIVATE_KEY)
                .set(VAPID_KEY.STATE, "retired")
                .set(VAPID_KEY.RETIRED_AT, replacedAt)
                .where(VAPID_KEY.ID.eq(old))
                .execute())
        .withMessageContaining("foreign key");
  }

  private SubscribeResult.Stored subscribe(String path, UUID key) {
    return (SubscribeResult.Stored)
        store.subscriptions.subscribe(application.id(), target(path), key, NO_DETAILS);
  }

  /** As the browser library does at its next visit. */
  private void move(int subscriber) {
    SubscribeResult.Stored stored = subscribers.get(subscriber);
    store.subscriptions.replace(
        application.id(),
        stored.subscription().id(),
        stored.token(),
        Precondition.NONE,
        target("moved" + subscriber),
        current,
        NO_DETAILS);
  }

  private UUID id(int subscriber) {
    return subscribers.get(subscriber).subscription().id();
  }

  private VapidKey key(UUID id) {
    return ring.find(application.id(), id).orElseThrow();
  }

  private P256PublicKey publicKeyOfOld() {
    return key(old).publicKey();
  }

  private byte[] sealedPrivateKey(UUID id) {
    return store
        .sql
        .select(VAPID_KEY.SEALED_PRIVATE_KEY)
        .from(VAPID_KEY)
        .where(VAPID_KEY.ID.eq(id))
        .fetchSingle()
        .value1();
  }
}
