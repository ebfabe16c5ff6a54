package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTargetsIT {
  private static final TestStore store = new TestStore();
  private final DeliveryTargets targets = store.targets;
  private final Application application = store.application();

  @Test
  void loadsWhatIsThere() {
    UUID one = store.subscribe(application, "1").subscription().id();
    UUID two = store.subscribe(application, "2").subscription().id();
    UUID unknown = new UUID(0, 0);

    assertThat(targets.load(List.of(one, unknown, two, one))).containsOnlyKeys(one, two);
    DeliveryTarget loaded = store.load(one);
    assertThat(loaded.id()).isEqualTo(one);
    assertThat(loaded.target().open()).isEqualTo(target("1"));
    assertThat(loaded.vapidKeyId()).isEqualTo(application.currentKeyId());
    assertThat(loaded.version()).isOne();
    assertThat(targets.load(List.of())).isEmpty();
  }

  @Test
  void removesWhatIsGoneAndRemembersIt() {
    UUID gone = store.subscribe(application, "1").subscription().id();
    DeliveryTarget read = store.load(gone);

    assertThat(targets.removeGone(read)).isTrue();

    assertThat(store.load(gone)).isNull();
    assertThat(targets.gone(List.of(gone, new UUID(0, 0)))).containsExactly(gone);
    assertThat(targets.gone(List.of())).isEmpty();
    assertThat(targets.removeGone(read)).isFalse();
  }

  @Test
  void keepsWhatChangedSinceItWasRead() {
    UUID id = store.subscribe(application, "1").subscription().id();
    DeliveryTarget read = store.load(id);
    store.subscribe(application, "1", NO_DETAILS);

    assertThat(targets.removeGone(read)).isFalse();

    assertThat(store.load(id)).isNotNull();
    assertThat(store.load(id).isSameVersionAs(read)).isFalse();
    assertThat(targets.gone(List.of(id))).isEmpty();
    assertThat(targets.removeGone(store.load(id))).isTrue();
  }

  @Test
  void takesUnsubscribedForNotGone() {
    SubscribeResult.Stored stored = store.subscribe(application, "1");
    UUID id = stored.subscription().id();
    DeliveryTarget read = store.load(id);
    store.subscriptions.unsubscribe(application.id(), id, stored.token());

    assertThat(targets.removeGone(read)).isFalse();
    assertThat(targets.gone(List.of(id))).isEmpty();
  }

  @Test
  void knowsTheSameVersionAgain() {
    UUID id = store.subscribe(application, "1").subscription().id();
    UUID other = store.subscribe(application, "2").subscription().id();

    assertThat(store.load(id).isSameVersionAs(store.load(id))).isTrue();
    assertThat(store.load(id).isSameVersionAs(store.load(other))).isFalse();
    assertThat(store.load(id).isSameVersionAs(null)).isFalse();
  }

  @Test
  void removesOnceForAllWhoReportItAtOnce() throws Exception {
    UUID id = store.subscribe(application, "1").subscription().id();
    DeliveryTarget read = store.load(id);

    assertThat(TestStore.atOnce(4, _ -> () -> targets.removeGone(read))).containsOnlyOnce(true);
  }
}
