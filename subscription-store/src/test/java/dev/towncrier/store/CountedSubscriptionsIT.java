package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.TestStore.targetWithOtherSecret;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedSubscriptionsIT {
  private static final TestStore store = new TestStore();
  private final Subscriptions subscriptions = store.subscriptions;
  private final Application application = store.application();

  @Test
  void countsAnApplicationsSubscriptionsUpToANumber() {
    store.subscribe(store.application(), "1");
    assertThat(count(10)).isZero();
    for (int i = 0; i < 3; i++) {
      store.subscribe(application, Integer.toString(i));
    }

    assertThat(count(10)).isEqualTo(3);
    assertThat(count(3)).isEqualTo(3);
    assertThat(count(2)).isEqualTo(2);
  }

  @Test
  void renewsAKnownSubscriptionAndStoresNoNewOne() {
    SubscribeResult.Stored first = store.subscribe(application, "1", "news");

    assertThat(renew(target("2"))).isEqualTo(new SubscribeResult.Unknown());
    assertThat(renew(targetWithOtherSecret("1"))).isEqualTo(new SubscribeResult.OtherSecret());
    assertThat(renew(target("1")))
        .isInstanceOfSatisfying(
            SubscribeResult.Stored.class,
            again -> {
              assertThat(again.created()).isFalse();
              assertThat(again.subscription().id()).isEqualTo(first.subscription().id());
              assertThat(again.subscription().topics()).containsExactly("news");
              assertThat(again.token()).isNotEqualTo(first.token());
            });
    assertThat(count(10)).isOne();
  }

  private long count(long atMost) {
    return subscriptions.count(application.id(), atMost);
  }

  private SubscribeResult renew(PushTarget target) {
    return subscriptions.renew(application.id(), target, application.currentKeyId(), NO_DETAILS);
  }
}
