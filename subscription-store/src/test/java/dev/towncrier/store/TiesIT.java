package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.SubscriptionMarks.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TiesIT {
  private static final TestStore store = new TestStore();
  private static final SubscriptionDetails ANNS = TestStore.NO_DETAILS.tiedTo("ann");
  private final Application application = store.application();

  @Test
  void tiesANewSubscription() {
    assertThat(user(store.subscribe(application, "1", ANNS))).isEqualTo("ann");
    assertThat(user(store.subscribe(application, "2"))).isNull();
  }

  @Test
  void keepsTheTieUntilAnotherUserIsNamed() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", ANNS);

    store.subscribe(application, "1");
    assertThat(user(stored)).isEqualTo("ann");
    store.subscribe(application, "1", TestStore.NO_DETAILS.tiedTo("ben"));
    assertThat(user(stored)).isEqualTo("ben");
  }

  @Test
  void keepsTheTieOfAReplacedSubscriptionUntilAnotherUserIsNamed() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", ANNS);

    replace(stored, "2", TestStore.NO_DETAILS);
    assertThat(user(stored)).isEqualTo("ann");
    replace(stored, "3", TestStore.NO_DETAILS.tiedTo("ben"));
    assertThat(user(stored)).isEqualTo("ben");
  }

  @Test
  void reachesAUserWhileTheTieHolds() {
    SubscribeResult.Stored stored = store.subscribe(application, "1");
    UUID id = stored.subscription().id();
    Notification notification = store.claim(application, "n1", "{\"users\": [\"ann\"]}");
    assertThat(store.memberIds(notification)).isEmpty();

    assertThat(tie(stored, "ann")).isInstanceOf(VisitorAccess.Granted.class);
    assertThat(store.memberIds(notification)).containsExactly(id);
    tie(stored, null);
    assertThat(store.memberIds(notification)).isEmpty();
    assertThat(store.load(id).version()).isEqualTo(3);
  }

  @Test
  void isTiedByTheHolderOfItsTokenAlone() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", ANNS);
    UUID id = stored.subscription().id();

    assertThat(store.subscriptions.tie(application.id(), id, AccessToken.random(), null))
        .isEqualTo(new VisitorAccess.WrongToken());
    assertThat(store.subscriptions.tie(store.application().id(), id, stored.token(), null))
        .isEqualTo(new VisitorAccess.NotFound());
    assertThat(user(stored)).isEqualTo("ann");
  }

  @Test
  void comesBackWithoutATieThatWasCutWhileItWasRemoved() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", ANNS);
    SubscribeResult.Stored other = store.subscribe(application, "2", ANNS);
    store.mark(stored.subscription().id(), Kind.GONE);
    store.mark(other.subscription().id(), Kind.GONE);

    assertThat(tie(stored, null)).isEqualTo(new VisitorAccess.NotFound());
    store.subscriptions.tie(
        application.id(), other.subscription().id(), AccessToken.random(), null);

    assertThat(store.sql.fetchCount(REMOVED_SUBSCRIPTION)).isEqualTo(2);
    new RemovedSubscriptions(store.dataSource)
        .restore(new RemovedSubscriptions.Filter(application.id(), null, null));
    assertThat(user(stored)).isNull();
    assertThat(user(other)).isEqualTo("ann");
  }

  @Test
  void isNeverPrinted() {
    assertThat(ANNS.toString()).doesNotContain("ann");
    assertThat(store.load(store.subscribe(application, "1", ANNS).subscription().id()).user())
        .isEqualTo("ann");
  }

  @Test
  void tellsTheTopicsOfSubscriptions() {
    UUID one = store.subscribe(application, "1", "news", "art").subscription().id();
    UUID two = store.subscribe(application, "2").subscription().id();

    assertThat(store.targets.topics(List.of(one, two, new UUID(0, 0)))).containsOnlyKeys(one, two);
    assertThat(store.targets.topics(List.of(one)).get(one))
        .containsExactlyInAnyOrder("news", "art");
    assertThat(store.targets.topics(List.of(two)).get(two)).isEmpty();
  }

  private VisitorAccess tie(SubscribeResult.Stored stored, String user) {
    return store.subscriptions.tie(
        application.id(), stored.subscription().id(), stored.token(), user);
  }

  private void replace(SubscribeResult.Stored stored, String path, SubscriptionDetails details) {
    store.subscriptions.replace(
        application.id(),
        stored.subscription().id(),
        stored.token(),
        Precondition.NONE,
        TestStore.target(path),
        application.currentKeyId(),
        details);
  }

  private static String user(SubscribeResult.Stored stored) {
    return store
        .sql
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(stored.subscription().id()))
        .fetchSingle()
        .getUserId();
  }
}
