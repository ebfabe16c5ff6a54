package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResealingIT {
  private static final int BATCH = 10;
  private static final int SUBSCRIPTIONS = 2 * BATCH + 5;

  /** Beside the subscriptions there are a delivery secret and a private key. */
  private static final int SECRETS = SUBSCRIPTIONS + 2;

  private final TestStore store = new TestStore();
  private final KeyEncryptionKey next = KeyEncryptionKey.random();
  private final Resealing resealing = resealing(KeyEncryptionKeys.of(next, store.key));
  private final Heard heard = new Heard();
  private final List<UUID> ids = new ArrayList<>();
  private Application application;

  /** What a pass told. */
  private static final class Heard implements ResealingListener {
    final List<ResealingProgress> progress = new ArrayList<>();
    final List<RuntimeException> notOpened = new ArrayList<>();

    @Override
    public void progressed(ResealingProgress each) {
      progress.add(each);
    }

    @Override
    public void notOpened(RuntimeException why) {
      notOpened.add(why);
    }
  }

  private Resealing resealing(KeyEncryptionKeys keys) {
    return new Resealing(store.dataSource, new Sealer(keys), BATCH);
  }

  @BeforeEach
  void fill() {
    application = store.application();
    for (int i = 0; i < SUBSCRIPTIONS; i++) {
      ids.add(store.subscribe(application, "s" + i).subscription().id());
    }
  }

  @Test
  void sealsEverythingAnewSoThatTheEarlierKeyCanGo() {
    byte[] deliverySecret = store.applications.deliverySecret(application.id());
    SigningKey signingKey = store.applications.signingKey(application.currentKeyId()).orElseThrow();

    ResealingProgress end = resealing.pass(() -> true, heard);

    assertThat(end).isEqualTo(new ResealingProgress(SECRETS, 0, 0, Set.of()));
    assertThat(keysInUse()).containsExactly(next.id());
    Sealer later = new Sealer(KeyEncryptionKeys.of(next));
    DeliveryTargets targets = new DeliveryTargets(store.dataSource, later);
    targets
        .load(ids)
        .forEach((id, loaded) -> {
          assertThat(loaded.target().open()).isEqualTo(target("s" + ids.indexOf(id)));
          assertThat(loaded.version()).isOne();
        });
    Applications applications = new Applications(store.dataSource, later);
    assertThat(applications.deliverySecret(application.id())).isEqualTo(deliverySecret);
    assertThat(applications.signingKey(application.currentKeyId())).contains(signingKey);
    assertThatExceptionOfType(UnknownKey.class).isThrownBy(() -> store.opened(ids.getFirst()));
  }

  @Test
  void sealsRemovedOnesAnewSoThatTheyCanBeRestored() {
    ids.subList(0, BATCH + 3).forEach(id -> store.mark(id, SubscriptionMarks.Kind.GONE));

    ResealingProgress end = resealing.pass(() -> true, heard);

    assertThat(end).isEqualTo(new ResealingProgress(SECRETS, 0, 0, Set.of()));
    assertThat(keysInUse()).containsExactly(next.id());
    var all = new RemovedSubscriptions.Filter(application.id(), null, null);
    assertThat(new RemovedSubscriptions(store.dataSource).restore(all).restored())
        .isEqualTo(BATCH + 3);
    new DeliveryTargets(store.dataSource, new Sealer(KeyEncryptionKeys.of(next)))
        .load(ids)
        .forEach((id, loaded) ->
            assertThat(loaded.target().open()).isEqualTo(target("s" + ids.indexOf(id))));
  }

  @Test
  void passesOverAKeyThatIsRetired() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    UUID retired = ((KeyAddition.Added) store.vapidKeys.add(application.id(), pair)).id();
    new KeyRetirement(store.dataSource, TestStore.CLOCK).retire(application.id(), retired, false);

    ResealingProgress end = resealing.pass(() -> true, heard);

    assertThat(end).isEqualTo(new ResealingProgress(SECRETS, 0, 0, Set.of()));
    assertThat(keysInUse()).containsExactly(next.id());
    assertThat(store.applications.signingKey(retired)).isEmpty();
  }

  @Test
  void knowsTheKeyOfARemovedOneAsInUse() {
    UUID gone = store.subscribe(application, "gone").subscription().id();
    resealing.pass(() -> true, heard);
    assertThat(keysInUse()).containsExactly(next.id());
    UUID earlier = store.subscribe(application, "earlier").subscription().id();

    store.mark(gone, SubscriptionMarks.Kind.GONE);
    store.mark(earlier, SubscriptionMarks.Kind.GONE);

    assertThat(keysInUse()).containsExactlyInAnyOrder(next.id(), store.key.id());
  }

  @Test
  void tellsHowFarItIsAfterEachBatch() {
    resealing.pass(() -> true, heard);

    assertThat(heard.progress)
        .extracting(ResealingProgress::done)
        .containsExactly(1L, 2L, 2L + BATCH, 2L + 2 * BATCH, (long) SECRETS);
    assertThat(heard.progress).allMatch(each -> each.done() + each.left() == SECRETS);
  }

  @Test
  void goesOnWhereAnotherRunStopped() {
    ResealingProgress stopped = resealing.pass(() -> heard.progress.size() < 3, heard);
    assertThat(stopped.done()).isEqualTo(2 + BATCH);
    assertThat(stopped.isWorthAnotherPass()).isTrue();
    assertThat(keysInUse()).containsExactlyInAnyOrder(store.key.id(), next.id());

    ResealingProgress end = resealing.pass(() -> true, new Heard());

    assertThat(end).isEqualTo(new ResealingProgress(SECRETS - stopped.done(), 0, 0, Set.of()));
    assertThat(keysInUse()).containsExactly(next.id());
  }

  @Test
  void hasNothingToDoTwice() {
    resealing.pass(() -> true, heard);

    assertThat(resealing.pass(() -> true, new Heard()))
        .isEqualTo(new ResealingProgress(0, 0, 0, Set.of()));
  }

  @Test
  void isSharedByThoseWhoDoItAtOnce() throws Exception {
    List<ResealingProgress> ends =
        TestStore.atOnce(
            3,
            _ ->
                () -> {
                  ResealingProgress end = resealing.pass(() -> true, new Heard());
                  long done = end.done();
                  while (end.isWorthAnotherPass()) {
                    end = resealing.pass(() -> true, new Heard());
                    done += end.done();
                  }
                  return new ResealingProgress(done, end.left(), end.unopened(), Set.of());
                });

    assertThat(ends.stream().mapToLong(ResealingProgress::done).sum()).isEqualTo(SECRETS);
    assertThat(keysInUse()).containsExactly(next.id());
  }

  @Test
  void waitsForNoRowThatSomebodyElseHasLocked() {
    UUID locked = ids.get(7);
    ResealingProgress first =
        store.sql.transactionResult(transaction -> {
          transaction
              .dsl()
              .selectFrom(SUBSCRIPTION)
              .where(SUBSCRIPTION.ID.eq(locked))
              .forUpdate()
              .fetch();
          return resealing.pass(() -> true, heard);
        });
    assertThat(first).isEqualTo(new ResealingProgress(SECRETS - 1, 1, 0, Set.of()));
    assertThat(first.isWorthAnotherPass()).isTrue();

    assertThat(resealing.pass(() -> true, heard).done()).isOne();
    assertThat(keysInUse()).containsExactly(next.id());
  }

  @Test
  void sealsAnApplicationAnewWhileAVisitorSubscribesToIt() {
    store.sql.transaction(transaction -> {
      // What the foreign key of an insert that is still open holds.
      transaction
          .dsl()
          .selectFrom(APPLICATION)
          .where(APPLICATION.ID.eq(application.id()))
          .forKeyShare()
          .fetch();

      assertThat(resealing.pass(() -> true, heard).left()).isZero();
    });
  }

  @Test
  void leavesWhatDoesNotOpenAndNamesIt() {
    UUID broken = ids.get(3);
    moveTarget(ids.get(4), broken);

    ResealingProgress end = resealing.pass(() -> true, heard);

    assertThat(end).isEqualTo(new ResealingProgress(SECRETS - 1, 1, 1, Set.of()));
    assertThat(end.isWorthAnotherPass()).isFalse();
    assertThat(heard.notOpened)
        .singleElement()
        .isInstanceOf(SealBroken.class)
        .asString()
        .contains(broken.toString());
    assertThat(keysInUse()).containsExactlyInAnyOrder(store.key.id(), next.id());
  }

  @Test
  void namesKeysThatAreNotGiven() {
    ResealingProgress end = resealing(KeyEncryptionKeys.of(next)).pass(() -> true, heard);

    assertThat(end).isEqualTo(new ResealingProgress(0, 0, 0, Set.of(store.key.id())));
  }

  @Test
  void disturbsNoDeliveryInFlight() {
    DeliveryTarget read = store.load(ids.getFirst());

    resealing.pass(() -> true, heard);

    assertThat(store.load(read.id()).version()).isEqualTo(read.version());
    assertThat(store.mark(read, SubscriptionMarks.Kind.GONE)).isOne();
  }

  private Set<KeyId> keysInUse() {
    return new KeysInUse(store.dataSource).find();
  }

  private void moveTarget(UUID from, UUID to) {
    store.sql.execute(
        "update subscription set sealed_target ="
            + " (select sealed_target from subscription where id = ?) where id = ?",
        from,
        to);
  }
}
