package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.store.VapidKey.State;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VapidKeysIT {
  private static final TestStore store = new TestStore();
  private final VapidKeys ring = store.vapidKeys;
  private final P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
  private final Application before = store.application();

  @Test
  void keepsASpareKeyBesideTheCurrentOne() {
    UUID spare = added(ring.add(before.id(), pair));

    assertThat(store.applications.find(before.id())).contains(before);
    assertThat(ring.of(before.id()))
        .extracting(VapidKey::id)
        .containsExactly(before.currentKeyId(), spare);
    assertThat(ring.of(before.id()))
        .extracting(VapidKey::state)
        .containsExactly(State.CURRENT, State.SPARE);
    assertThat(store.applications.findKey(before.id(), pair.publicKey())).contains(spare);
    assertThat(store.applications.signingKey(spare).orElseThrow().privateKey())
        .isEqualTo(pair.privateKey());
  }

  @Test
  void makesANewKeyTheCurrentOneAndKeepsTheOld() {
    UUID subscription = store.subscribe(before, "1").subscription().id();

    UUID added = added(ring.addAsCurrent(before.id(), pair));

    Application after = store.applications.find(before.id()).orElseThrow();
    assertThat(after.currentKeyId()).isEqualTo(added);
    assertThat(after.applicationServerKey()).isEqualTo(pair.publicKey().base64Url());
    assertThat(store.load(subscription).vapidKeyId()).isEqualTo(before.currentKeyId());
    assertThat(store.applications.signingKey(before.currentKeyId())).isPresent();
  }

  @Test
  void rotatesToASpareKeyAndBack() {
    UUID spare = added(ring.add(before.id(), pair));

    assertThat(ring.makeCurrent(before.id(), spare)).isEqualTo(State.SPARE);
    assertThat(store.applications.find(before.id()).orElseThrow().currentKeyId()).isEqualTo(spare);
    assertThat(ring.find(before.id(), before.currentKeyId()).orElseThrow().state())
        .isEqualTo(State.FORMER);
    assertThat(ring.makeCurrent(before.id(), before.currentKeyId())).isEqualTo(State.FORMER);
    assertThat(ring.makeCurrent(before.id(), before.currentKeyId())).isEqualTo(State.CURRENT);

    assertThat(store.applications.find(before.id())).contains(before);
  }

  @Test
  void showsHowFarARotationIs() {
    SubscribeResult.Stored first = store.subscribe(before, "1");
    store.subscribe(before, "2");
    UUID next = added(ring.addAsCurrent(before.id(), pair));
    store.subscribe(store.application(), "1");

    move(first, "1", next);

    List<VapidKey> keys = ring.of(before.id());
    assertThat(keys).extracting(VapidKey::id).containsExactly(next, before.currentKeyId());
    assertThat(keys).extracting(VapidKey::subscriptions).containsExactly(1L, 1L);
    assertThat(keys.getFirst().publicKey()).isEqualTo(pair.publicKey());
  }

  @Test
  void doesNotDoubleAKeyThatIsThere() throws Exception {
    List<KeyAddition> additions =
        TestStore.atOnce(4, _ -> () -> ring.addAsCurrent(before.id(), pair));

    UUID id = store.applications.findKey(before.id(), pair.publicKey()).orElseThrow();
    assertThat(additions).containsOnlyOnce(new KeyAddition.Added(id));
    assertThat(additions).contains(new KeyAddition.AlreadyThere(id));
    assertThat(ring.of(before.id())).hasSize(2);
    // Coming back does not make it the current one.
    ring.addAsCurrent(before.id(), P256.bouncyCastle().generateKeyPair());
    Application later = store.applications.find(before.id()).orElseThrow();
    assertThat(ring.addAsCurrent(before.id(), pair)).isEqualTo(new KeyAddition.AlreadyThere(id));
    assertThat(store.applications.find(before.id())).contains(later);
  }

  @Test
  void hasOneCurrentKeyWhoeverRotatesAtOnce() throws Exception {
    List<UUID> spares =
        TestStore.atOnce(
            4, _ -> () -> added(ring.add(before.id(), P256.bouncyCastle().generateKeyPair())));

    List<State> states =
        TestStore.atOnce(4, i -> () -> ring.makeCurrent(before.id(), spares.get(i)));

    assertThat(states).containsOnly(State.SPARE);
    assertThat(ring.of(before.id())).filteredOn(VapidKey::current).hasSize(1);
    assertThat(ring.of(before.id()))
        .filteredOn(key -> key.state() == State.FORMER)
        .hasSize(spares.size());
  }

  @Test
  void knowsTheKeysOfItsOwnApplicationOnly() {
    Application other = store.application();

    assertThat(ring.find(other.id(), before.currentKeyId())).isEmpty();
    assertThat(ring.makeCurrent(other.id(), before.currentKeyId())).isNull();
    assertThat(ring.makeCurrent("nobody", before.currentKeyId())).isNull();
    assertThat(ring.add("nobody", pair)).isEqualTo(new KeyAddition.UnknownApplication());
    assertThat(ring.of("nobody")).isEmpty();
  }

  private void move(SubscribeResult.Stored stored, String path, UUID key) {
    store.subscriptions.replace(
        before.id(),
        stored.subscription().id(),
        stored.token(),
        Precondition.NONE,
        TestStore.target("moved-" + path),
        key,
        TestStore.NO_DETAILS);
  }

  private static UUID added(KeyAddition addition) {
    return ((KeyAddition.Added) addition).id();
  }
}
