package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.TestStore.targetWithOtherSecret;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubscriptionsIT {
  private static final TestStore store = new TestStore();
  private final Subscriptions subscriptions = store.subscriptions;
  private final Application application = store.application();

  @Test
  void storesANewSubscription() {
    SubscribeResult.Stored stored =
        store.subscribe(
            application,
            "1",
            new SubscriptionDetails(
                List.of("news"), Map.of("plan", "pro", "age", 18), "nb", "Europe/Oslo"));

    assertThat(stored.created()).isTrue();
    assertThat(stored.subscription().id().version()).isEqualTo(7);
    assertThat(stored.subscription().topics()).containsExactly("news");
    assertThat(stored.subscription().tags()).isEqualTo(Map.of("plan", "pro", "age", 18));
    assertThat(stored.subscription().locale()).isEqualTo("nb");
    assertThat(stored.subscription().timeZone()).isEqualTo("Europe/Oslo");
    assertThat(find(stored)).isEqualTo(granted(stored.subscription()));
    assertThat(store.opened(stored.subscription().id())).isEqualTo(target("1"));
    assertThat(store.load(stored.subscription().id()).vapidKeyId())
        .isEqualTo(application.currentKeyId());
  }

  @Test
  void storesOneWithoutDetails() {
    Subscription subscription = store.subscribe(application, "1", NO_DETAILS).subscription();

    assertThat(subscription.topics()).isEmpty();
    assertThat(subscription.tags()).isEmpty();
    assertThat(subscription.locale()).isNull();
    assertThat(subscription.timeZone()).isNull();
  }

  private static SubscriptionRecord row(UUID id) {
    return store.sql.fetchSingle(SUBSCRIPTION, SUBSCRIPTION.ID.eq(id));
  }

  @Test
  void renewsTheTokenOfAKnownEndpoint() {
    SubscribeResult.Stored first = store.subscribe(application, "1", "news");
    SubscribeResult.Stored second = store.subscribe(application, "1", "art");

    assertThat(second.created()).isFalse();
    assertThat(second.subscription().id()).isEqualTo(first.subscription().id());
    assertThat(second.subscription().createdAt()).isEqualTo(first.subscription().createdAt());
    assertThat(second.subscription().topics()).containsExactly("art");
    assertThat(find(first)).isEqualTo(new VisitorAccess.WrongToken());
    assertThat(find(second)).isEqualTo(granted(second.subscription()));
  }

  @Test
  void leavesAKnownEndpointAloneWhenTheSecretIsAnother() {
    SubscribeResult.Stored first = store.subscribe(application, "1", "news");

    assertThat(
            subscriptions.subscribe(
                application.id(),
                targetWithOtherSecret("1"),
                application.currentKeyId(),
                new SubscriptionDetails(List.of(), null, null, null)))
        .isEqualTo(new SubscribeResult.OtherSecret());

    assertThat(find(first)).isEqualTo(granted(first.subscription()));
    assertThat(store.opened(first.subscription().id())).isEqualTo(target("1"));
  }

  @Test
  void keepsWhatAKnownEndpointDoesNotMention() {
    store.subscribe(
        application,
        "1",
        new SubscriptionDetails(List.of("news"), Map.of("plan", "pro"), "nb", "Europe/Oslo"));

    Subscription again = store.subscribe(application, "1", NO_DETAILS).subscription();

    assertThat(again.topics()).containsExactly("news");
    assertThat(again.tags()).isEqualTo(Map.of("plan", "pro"));
    assertThat(again.locale()).isEqualTo("nb");
    assertThat(again.timeZone()).isEqualTo("Europe/Oslo");
  }

  @Test
  void clearsTheTopicsThatAreGivenAsNone() {
    store.subscribe(application, "1", "news");

    assertThat(store.subscribe(application, "1").subscription().topics()).isEmpty();
  }

  @Test
  void keepsAnEndpointOncePerApplication() {
    Application other = store.application();

    SubscribeResult.Stored here = store.subscribe(application, "1");
    SubscribeResult.Stored there = store.subscribe(other, "1");

    assertThat(there.created()).isTrue();
    assertThat(there.subscription().id()).isNotEqualTo(here.subscription().id());
    assertThat(subscriptions.find(other.id(), here.subscription().id(), here.token()))
        .isEqualTo(new VisitorAccess.NotFound());
  }

  @Test
  void storesOneRowForAllWhoSubscribeAtOnce() throws Exception {
    List<SubscribeResult.Stored> stored =
        TestStore.atOnce(8, _ -> () -> store.subscribe(application, "raced", "news"));

    assertThat(stored).extracting(SubscribeResult.Stored::created).containsOnlyOnce(true);
    assertThat(stored).extracting(one -> one.subscription().id()).containsOnly(rows().getFirst());
    assertThat(rows()).hasSize(1);
    assertThat(stored).filteredOn(one -> find(one) instanceof VisitorAccess.Granted).hasSize(1);
  }

  @Test
  void keepsTextsAsTheyAre() {
    String odd = "'); drop table subscription; -- \" \\ {} \ud83d\ude00";
    for (String topic : List.of(odd, "a,b", "")) {
      store.topics.add(application.id(), new Application.Topic(topic, odd), null);
    }

    Subscription subscription =
        store
            .subscribe(
                application,
                "1?q='--%22",
                new SubscriptionDetails(List.of(odd, "a,b", ""), Map.of(odd, odd), odd, odd))
            .subscription();

    assertThat(subscription.topics()).containsExactly(odd, "a,b", "");
    assertThat(subscription.tags()).isEqualTo(Map.of(odd, odd));
    assertThat(subscription.locale()).isEqualTo(odd);
  }

  @Test
  void updatesWhatIsNamed() {
    SubscribeResult.Stored stored =
        store.subscribe(
            application,
            "1",
            new SubscriptionDetails(List.of("news"), Map.of("plan", "pro"), "nb", "Europe/Oslo"));

    VisitorAccess updated =
        update(stored, new SubscriptionDetails(null, Map.of("plan", "free"), "en", null));

    Subscription before = stored.subscription();
    Subscription after =
        new Subscription(
            before.id(),
            List.of("news"),
            Map.of("plan", "free"),
            "en",
            "Europe/Oslo",
            before.createdAt(),
            2);
    assertThat(updated).isEqualTo(granted(after));
    assertThat(find(stored)).isEqualTo(granted(after));
  }

  @Test
  void changesOnlyWhatStandsAsItWasRead() {
    SubscribeResult.Stored stored = store.subscribe(application, "1");
    Subscription first = stored.subscription();
    UUID id = first.id();
    Precondition asRead = first.revision()::equals;
    var locale = new SubscriptionDetails(null, null, "nb", null);

    subscriptions.update(application.id(), id, stored.token(), asRead, locale);

    assertThat(subscriptions.update(application.id(), id, stored.token(), asRead, NO_DETAILS))
        .isEqualTo(new VisitorAccess.Stale());
    assertThat(
            subscriptions.replace(
                application.id(),
                id,
                stored.token(),
                asRead,
                target("2"),
                application.currentKeyId(),
                NO_DETAILS))
        .isEqualTo(new VisitorAccess.Stale());
    assertThat(subscriptions.update(application.id(), id, AccessToken.random(), asRead, locale))
        .isEqualTo(new VisitorAccess.WrongToken());
    assertThat(store.opened(id)).isEqualTo(target("1"));
    assertThat(row(id).getLocale()).isEqualTo("nb");
  }

  @Test
  void letsNobodyElseIn() {
    SubscribeResult.Stored mine = store.subscribe(application, "1", "news");
    SubscribeResult.Stored other = store.subscribe(application, "2");
    UUID id = mine.subscription().id();
    UUID unknown = new UUID(0, 0);
    String here = application.id();

    for (AccessToken token :
        new AccessToken[] {other.token(), new AccessToken(""), new AccessToken("\u00e6")}) {
      assertThat(
              List.of(
                  subscriptions.find(here, id, token),
                  subscriptions.update(here, id, token, Precondition.NONE, NO_DETAILS),
                  subscriptions.replace(
                      here,
                      id,
                      token,
                      Precondition.NONE,
                      target("3"),
                      application.currentKeyId(),
                      NO_DETAILS),
                  subscriptions.unsubscribe(here, id, token)))
          .containsOnly(new VisitorAccess.WrongToken());
    }
    assertThat(
            List.of(
                subscriptions.find("nobody", id, mine.token()),
                subscriptions.find(here, unknown, mine.token()),
                subscriptions.update(here, unknown, mine.token(), Precondition.NONE, NO_DETAILS),
                subscriptions.unsubscribe(store.application().id(), id, mine.token())))
        .containsOnly(new VisitorAccess.NotFound());
    assertThat(find(mine)).isEqualTo(granted(mine.subscription()));
  }

  @Test
  void replacesTheBrowsersSubscriptionButNotOurs() {
    SubscribeResult.Stored stored = store.subscribe(application, "old", "news");

    VisitorAccess replaced = replace(stored, targetWithOtherSecret("new"), NO_DETAILS);

    assertThat(replaced).isEqualTo(granted(changed(stored.subscription())));
    assertThat(find(stored)).isEqualTo(granted(changed(stored.subscription())));
    assertThat(store.opened(stored.subscription().id())).isEqualTo(targetWithOtherSecret("new"));
    assertThat(store.subscribe(application, "old").created()).isTrue();
  }

  @Test
  void replacesByTheSameEndpointWithNewKeys() {
    SubscribeResult.Stored stored = store.subscribe(application, "same", "news");

    assertThat(replace(stored, targetWithOtherSecret("same"), NO_DETAILS))
        .isEqualTo(granted(changed(stored.subscription())));
    assertThat(store.opened(stored.subscription().id())).isEqualTo(targetWithOtherSecret("same"));
  }

  @Test
  void replacesAlsoWhatIsSaidBesideTheKeys() {
    SubscribeResult.Stored stored = store.subscribe(application, "old", "news");

    replace(stored, target("new"), new SubscriptionDetails(List.of("art"), null, null, null));

    assertThat(((VisitorAccess.Granted) find(stored)).subscription().topics())
        .containsExactly("art");
  }

  @Test
  void dropsTheOtherRowOfTheSameBrowser() {
    SubscribeResult.Stored mine = store.subscribe(application, "old", "news");
    SubscribeResult.Stored twin = store.subscribe(application, "new");

    assertThat(replace(mine, target("new"), NO_DETAILS))
        .isEqualTo(granted(changed(mine.subscription())));

    assertThat(find(twin)).isEqualTo(new VisitorAccess.NotFound());
    assertThat(rows()).containsExactly(mine.subscription().id());
  }

  @Test
  void takesNoEndpointFromAnotherBrowser() {
    SubscribeResult.Stored mine = store.subscribe(application, "old", "news");
    SubscribeResult.Stored other = store.subscribe(application, "new");

    assertThat(replace(mine, targetWithOtherSecret("new"), NO_DETAILS))
        .isEqualTo(new VisitorAccess.EndpointTaken());

    assertThat(find(mine)).isEqualTo(granted(mine.subscription()));
    assertThat(find(other)).isEqualTo(granted(other.subscription()));
    assertThat(store.opened(mine.subscription().id())).isEqualTo(target("old"));
  }

  @Test
  void removesOnRequestOnce() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", "news");

    assertThat(unsubscribe(stored)).isEqualTo(granted(stored.subscription()));

    assertThat(unsubscribe(stored)).isEqualTo(new VisitorAccess.NotFound());
    assertThat(find(stored)).isEqualTo(new VisitorAccess.NotFound());
    assertThat(store.load(stored.subscription().id())).isNull();
  }

  @Test
  void countsEveryChangeInTheVersion() {
    SubscribeResult.Stored stored = store.subscribe(application, "1", "news");
    UUID id = stored.subscription().id();
    assertThat(store.load(id).version()).isOne();

    update(stored, NO_DETAILS);
    assertThat(store.load(id).version()).isEqualTo(2);
    replace(stored, target("2"), NO_DETAILS);
    assertThat(store.load(id).version()).isEqualTo(3);
    store.subscribe(application, "2", NO_DETAILS);
    assertThat(store.load(id).version()).isEqualTo(4);
  }

  private List<UUID> rows() {
    return store
        .sql
        .select(SUBSCRIPTION.ID)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application.id()))
        .fetch(SUBSCRIPTION.ID);
  }

  private VisitorAccess find(SubscribeResult.Stored stored) {
    return subscriptions.find(application.id(), stored.subscription().id(), stored.token());
  }

  private VisitorAccess update(SubscribeResult.Stored stored, SubscriptionDetails details) {
    return subscriptions.update(
        application.id(), stored.subscription().id(), stored.token(), Precondition.NONE, details);
  }

  private VisitorAccess unsubscribe(SubscribeResult.Stored stored) {
    return subscriptions.unsubscribe(application.id(), stored.subscription().id(), stored.token());
  }

  private VisitorAccess replace(
      SubscribeResult.Stored stored, PushTarget target, SubscriptionDetails details) {
    return subscriptions.replace(
        application.id(),
        stored.subscription().id(),
        stored.token(),
        Precondition.NONE,
        target,
        application.currentKeyId(),
        details);
  }

  /** As its visitor sees it, the same in its next version. */
  private static Subscription changed(Subscription before) {
    return new Subscription(
        before.id(),
        before.topics(),
        before.tags(),
        before.locale(),
        before.timeZone(),
        before.createdAt(),
        before.version() + 1);
  }

  private static VisitorAccess granted(Subscription subscription) {
    return new VisitorAccess.Granted(subscription);
  }
}
