package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.TOPIC;
import static dev.towncrier.store.schema.Tables.TOPIC_REMOVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.Application.Topic;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApplicationTopicsIT {
  private static final int BATCH = 2;
  private static final TestStore store = new TestStore();
  private static final Topic NEWS = new Topic("news", "News");
  private static final Topic ART = new Topic("art", "Art");
  private static final Topic FILM = new Topic("film", "Film");

  private final ApplicationTopics topics =
      new ApplicationTopics(store.dataSource, new TopicRemovals(store.dataSource, BATCH));
  private final Application application = store.application();
  private final String id = application.id();

  @Test
  void addsATopicWhereItIsWanted() {
    assertThat(topics.add(id, FILM, 1)).isEqualTo(made(NEWS, FILM, ART));
    Topic last = new Topic("last", "Last");
    assertThat(topics.add(id, last, null)).isEqualTo(made(NEWS, FILM, ART, last));

    assertThat(now().topics()).containsExactly(NEWS, FILM, ART, last);
    assertThat(now().revision()).isNotEqualTo(application.revision());
  }

  @Test
  void changesNameAndPlace() {
    Topic renamed = new Topic("art", "Arts");

    assertThat(topics.change(id, "art", "Arts", null)).isEqualTo(made(NEWS, renamed));
    assertThat(topics.change(id, "art", null, 0)).isEqualTo(made(renamed, NEWS));
    assertThat(topics.change(id, "art", null, 9)).isEqualTo(made(NEWS, renamed));
    assertThat(now().topics()).containsExactly(NEWS, renamed);
  }

  @Test
  void leavesEverythingWhenItCanNotBeDone() {
    assertThat(topics.add(id, new Topic("art", "Other"), null)).isEqualTo(new TopicChange.Taken());
    assertThat(topics.change(id, "film", "F", 0)).isEqualTo(new TopicChange.Unknown());
    assertThat(topics.remove(id, "film")).isEqualTo(new TopicChange.Unknown());

    assertThat(now()).isEqualTo(application);
    for (int i = 2; i < ApplicationTopics.MAX_COUNT; i++) {
      topics.add(id, new Topic("t" + i, "T"), null);
    }
    assertThat(topics.add(id, FILM, null)).isEqualTo(new TopicChange.TooMany());
  }

  @Test
  void losesNoneWhenManyAreAddedAtOnce() throws Exception {
    TestStore.atOnce(8, i -> () -> topics.add(id, new Topic("t" + i, "T"), 0));

    assertThat(now().topics()).hasSize(10).doesNotHaveDuplicates();
    assertThat(store.sql.fetchValues(TOPIC.POSITION)).allMatch(position -> position < 50);
  }

  @Test
  void takesARemovedTopicOffAllSubscriptionsAndLeavesTheRest() {
    Application other = store.application();
    UUID elsewhere = store.subscribe(other, "1", "news").subscription().id();
    UUID both = null;
    for (int i = 0; i < 3 * BATCH + 1; i++) {
      both = store.subscribe(application, "b" + i, "news", "art").subscription().id();
    }
    Subscription untouched = store.subscribe(application, "c", "art").subscription();

    assertThat(topics.remove(id, "news")).isEqualTo(made(ART));

    assertThat(topicsOf(both)).containsExactly("art");
    assertThat(having(id, "news")).isZero();
    assertThat(having(id, "art")).isEqualTo(3 * BATCH + 2);
    assertThat(topicsOf(elsewhere)).containsExactly("news");
    assertThat(versionOf(both)).isEqualTo(2);
    assertThat(versionOf(untouched.id())).isOne();
    assertThat(unfinished()).isZero();
  }

  @Test
  void takesItOffThoseThatMayBeRestoredToo() {
    UUID gone = store.subscribe(application, "1", "news", "art").subscription().id();
    store.mark(gone, SubscriptionMarks.Kind.GONE);

    topics.remove(id, "news");
    topics.add(id, NEWS, null);
    new RemovedSubscriptions(store.dataSource)
        .restore(new RemovedSubscriptions.Filter(id, null, null));

    assertThat(topicsOf(gone)).containsExactly("art");
  }

  @Test
  void finishesABrokenOffRemovalBeforeTheTopicIsMadeAgain() {
    UUID subscription = store.subscribe(application, "1", "news").subscription().id();
    breakOffRemoval("news");

    assertThat(topics.add(id, NEWS, 0)).isEqualTo(made(NEWS, ART));

    assertThat(topicsOf(subscription)).isEmpty();
    assertThat(unfinished()).isZero();
  }

  @Test
  void finishesABrokenOffRemovalWhenTopicsAreReplaced() {
    UUID subscription = store.subscribe(application, "1", "news").subscription().id();
    breakOffRemoval("news");

    var all = new ApplicationChange(null, null, List.of(ART, NEWS), null, null, null);
    assertThat(store.applications.change(id, all, Precondition.NONE).orElseThrow().topics())
        .containsExactly(ART, NEWS);

    assertThat(topicsOf(subscription)).isEmpty();
    assertThat(unfinished()).isZero();
  }

  @Test
  void finishesABrokenOffRemovalWhenItIsSwept() {
    UUID subscription = store.subscribe(application, "1", "news").subscription().id();
    breakOffRemoval("news");

    new Sweeper(store.dataSource, TestStore.CLOCK).sweep(Duration.ofDays(1));

    assertThat(topicsOf(subscription)).isEmpty();
    assertThat(unfinished()).isZero();
  }

  @Test
  void isChosenByNobodyWhoAsksWhileItIsRemoved() throws Exception {
    List<Boolean> subscribed =
        TestStore.atOnce(
            6,
            i ->
                () -> {
                  if (i == 0) {
                    return topics.remove(id, "news") instanceof TopicChange.Made;
                  }
                  boolean taken = true;
                  for (int j = 0; taken; j++) {
                    taken = subscribes(i + "-" + j);
                  }
                  return taken;
                });

    assertThat(subscribed).containsOnlyOnce(true);
    assertThat(having(id, "news")).isZero();
    assertThat(unfinished()).isZero();
  }

  @Test
  void isChosenByNobodyOnceItIsRemoved() {
    SubscribeResult.Stored known = store.subscribe(application, "1", "art");
    topics.remove(id, "news");
    var wanted = new SubscriptionDetails(List.of("art", "news"), null, null, null);

    assertThat(
            store.subscriptions.update(
                id, known.subscription().id(), known.token(), Precondition.NONE, wanted))
        .isEqualTo(new VisitorAccess.UnknownTopic("news"));
    assertThat(
            store.subscriptions.replace(
                id,
                known.subscription().id(),
                known.token(),
                Precondition.NONE,
                TestStore.target("2"),
                application.currentKeyId(),
                wanted))
        .isEqualTo(new VisitorAccess.UnknownTopic("news"));
    assertThat(store.opened(known.subscription().id())).isEqualTo(TestStore.target("1"));
    assertThat(topicsOf(known.subscription().id())).containsExactly("art");
  }

  private boolean subscribes(String path) {
    return store.subscriptions.subscribe(
            id,
            TestStore.target(path),
            application.currentKeyId(),
            new SubscriptionDetails(List.of("news"), null, null, null))
        instanceof SubscribeResult.Stored;
  }

  /** Leaves what a removal leaves that ends right after its first transaction. */
  private void breakOffRemoval(String topic) {
    store.sql.transaction(
        tx -> ApplicationTopics.replace(tx.dsl(), id, List.of(topic.equals("news") ? ART : NEWS)));
    assertThat(unfinished()).isOne();
  }

  private int unfinished() {
    return store.sql.fetchCount(TOPIC_REMOVAL, TOPIC_REMOVAL.APPLICATION_ID.eq(id));
  }

  private int having(String in, String topic) {
    return store.sql.fetchCount(
        SUBSCRIPTION,
        SUBSCRIPTION.APPLICATION_ID.eq(in).and(SUBSCRIPTION.TOPICS.contains(new String[] {topic})));
  }

  private String[] topicsOf(UUID subscription) {
    return store.sql.fetchValue(SUBSCRIPTION.TOPICS, SUBSCRIPTION.ID.eq(subscription));
  }

  private int versionOf(UUID subscription) {
    return store.sql.fetchValue(SUBSCRIPTION.VERSION, SUBSCRIPTION.ID.eq(subscription));
  }

  private Application now() {
    return store.applications.find(id).orElseThrow();
  }

  private static TopicChange made(Topic... topics) {
    return new TopicChange.Made(List.of(topics));
  }
}
