package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.store.SubscriptionMarks.Kind;
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
  void loadsWhatDeliveriesHaveLearned() {
    UUID id = store.subscribe(application, "1").subscription().id();
    assertThat(store.load(id))
        .returns(false, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);

    store.mark(id, Kind.ACCEPTED);
    assertThat(store.load(id)).returns(true, DeliveryTarget::accepted);
    store.mark(id, Kind.SUSPECT);
    assertThat(store.load(id)).returns(true, DeliveryTarget::suspect);
    store.mark(id, Kind.KEY_MISMATCH);
    assertThat(store.load(id)).returns(true, DeliveryTarget::keyMismatch);
  }

  @Test
  void opensNoTargetWhosePushServiceWasChanged() {
    UUID id = store.subscribe(application, "1").subscription().id();
    store.sql.execute("update subscription set push_service = 'https://push.ex' where id = ?", id);

    assertThatExceptionOfType(EndpointRefused.class).isThrownBy(() -> store.opened(id));
  }

  @Test
  void tellsTheGoneFromTheUnsubscribed() {
    UUID gone = store.subscribe(application, "1").subscription().id();
    SubscribeResult.Stored left = store.subscribe(application, "2");
    store.mark(gone, Kind.GONE);
    UUID leftId = left.subscription().id();
    store.subscriptions.unsubscribe(application.id(), leftId, left.token());

    assertThat(targets.gone(List.of(gone, leftId, new UUID(0, 0)))).containsExactly(gone);
    assertThat(targets.gone(List.of())).isEmpty();
  }
}
