package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionMarksIT {
  private static final TestStore store = new TestStore();
  private final Application application = store.application();

  private UUID subscribe(String path) {
    return store.subscribe(application, path).subscription().id();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void changesNothingMoreWhenSetTwice(Kind kind) {
    UUID id = subscribe("1");
    DeliveryTarget read = store.load(id);

    assertThat(store.mark(read, kind)).isOne();
    String once = row(id);
    assertThat(store.mark(read, kind)).isZero();

    assertThat(row(id)).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void leavesAloneWhatAVisitorChangedSinceItWasRead(Kind kind) {
    UUID id = subscribe("1");
    DeliveryTarget read = store.load(id);
    store.subscribe(application, "1", NO_DETAILS);

    assertThat(store.mark(read, kind)).isZero();

    assertThat(store.load(id))
        .returns(2, DeliveryTarget::version)
        .returns(false, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);
    assertThat(store.targets.gone(List.of(id))).isEmpty();
    assertThat(store.mark(id, kind)).isOne();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "GONE")
  void leavesTheVersionToVisitors(Kind kind) {
    UUID id = subscribe("1");
    DeliveryTarget read = store.load(id);

    store.mark(id, kind);

    assertThat(store.load(id).version()).isEqualTo(read.version());
  }

  @Test
  void isNoLongerSuspectOnceItIsAcceptedAgain() {
    UUID id = subscribe("1");
    store.mark(id, Kind.ACCEPTED);
    store.mark(id, Kind.SUSPECT);

    assertThat(store.mark(id, Kind.ACCEPTED)).isOne();

    assertThat(store.load(id))
        .returns(true, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect);
  }

  @Test
  void writesNothingAboutWhatIsAcceptedAlready() {
    UUID id = subscribe("1");
    store.mark(id, Kind.ACCEPTED);
    String before = place(id);

    assertThat(store.mark(id, Kind.ACCEPTED)).isZero();

    assertThat(place(id)).isEqualTo(before);
  }

  @Test
  void setsManyMarksOfAllKindsAtOnce() {
    UUID accepted = subscribe("1");
    UUID gone = subscribe("2");
    UUID suspect = subscribe("3");
    UUID mismatched = subscribe("4");
    UUID untouched = subscribe("5");
    UUID unknown = new UUID(0, 0);

    int changed =
        store.marks.apply(
            List.of(
                new Mark(mismatched, 1, Kind.KEY_MISMATCH),
                new Mark(suspect, 1, Kind.SUSPECT),
                new Mark(gone, 1, Kind.GONE),
                new Mark(unknown, 1, Kind.GONE),
                new Mark(accepted, 1, Kind.ACCEPTED)));

    assertThat(changed).isEqualTo(4);
    assertThat(store.load(accepted)).returns(true, DeliveryTarget::accepted);
    assertThat(store.load(gone)).isNull();
    assertThat(store.load(suspect)).returns(true, DeliveryTarget::suspect);
    assertThat(store.load(mismatched)).returns(true, DeliveryTarget::keyMismatch);
    assertThat(store.load(untouched))
        .returns(false, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);
    assertThat(store.targets.gone(List.of(gone, unknown))).containsExactly(gone);
    assertThat(store.marks.apply(List.of())).isZero();
  }

  @Test
  void takesTheLastOfSeveralMarksOnOneSubscription() {
    UUID id = subscribe("1");

    store.marks.apply(List.of(new Mark(id, 1, Kind.GONE), new Mark(id, 1, Kind.ACCEPTED)));

    assertThat(store.load(id)).returns(true, DeliveryTarget::accepted);
  }

  @Test
  void forgetsWhatItLearnedWhenTheBrowserSubscribesAgain() {
    UUID id = subscribe("1");
    store.marks.apply(List.of(new Mark(id, 1, Kind.ACCEPTED)));
    store.marks.apply(List.of(new Mark(id, 1, Kind.SUSPECT)));
    store.marks.apply(List.of(new Mark(id, 1, Kind.KEY_MISMATCH)));

    store.subscribe(application, "1", NO_DETAILS);

    assertThat(store.load(id))
        .returns(true, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);
  }

  @Test
  void forgetsWhatItLearnedOfAnEndpointThatWasReplaced() {
    SubscribeResult.Stored stored = store.subscribe(application, "1");
    UUID id = stored.subscription().id();
    for (Kind kind : List.of(Kind.ACCEPTED, Kind.SUSPECT, Kind.KEY_MISMATCH)) {
      store.mark(id, kind);
    }

    store.subscriptions.replace(
        application.id(),
        id,
        stored.token(),
        Precondition.NONE,
        target("2"),
        application.currentKeyId(),
        NO_DETAILS);

    assertThat(store.load(id))
        .returns(false, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);
  }

  @Test
  void keepsWhatItLearnedWhenTheVisitorChangesTopics() {
    SubscribeResult.Stored stored = store.subscribe(application, "1");
    UUID id = stored.subscription().id();
    for (Kind kind : List.of(Kind.ACCEPTED, Kind.SUSPECT, Kind.KEY_MISMATCH)) {
      store.mark(id, kind);
    }

    store.subscriptions.update(
        application.id(),
        id,
        stored.token(),
        Precondition.NONE,
        new SubscriptionDetails(List.of("news"), null, null, null));

    assertThat(store.load(id))
        .returns(true, DeliveryTarget::accepted)
        .returns(true, DeliveryTarget::suspect)
        .returns(true, DeliveryTarget::keyMismatch);
  }

  @Test
  void removesOnceForAllWhoReportItAtOnce() throws Exception {
    DeliveryTarget read = store.load(subscribe("1"));

    assertThat(TestStore.atOnce(4, _ -> () -> store.mark(read, Kind.GONE)))
        .containsExactlyInAnyOrder(1, 0, 0, 0);
  }

  @Test
  void makesAnewWhatIsSubscribedAgainAfterItsRemoval() {
    UUID gone = subscribe("1");
    store.mark(gone, Kind.GONE);

    SubscribeResult.Stored again = store.subscribe(application, "1");

    assertThat(again.created()).isTrue();
    assertThat(again.subscription().id()).isNotEqualTo(gone);
    assertThat(store.targets.gone(List.of(gone))).containsExactly(gone);
  }

  @Test
  void neverDeadlocksAmongWorkersThatMarkTheSameRowsInAnyOrder() throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(subscribe("s" + i));
    }

    TestStore.atOnce(
        6,
        worker ->
            () -> {
              Random random = new Random(worker);
              List<Kind> kinds = List.of(Kind.values());
              int changed = 0;
              for (int round = 0; round < 20; round++) {
                List<Mark> marks = new ArrayList<>();
                for (UUID id : ids) {
                  Kind kind = kinds.get(random.nextInt(kinds.size()));
                  boolean spared = kind == Kind.GONE && random.nextInt(20) > 0;
                  marks.add(new Mark(id, 1, spared ? Kind.ACCEPTED : kind));
                }
                Collections.shuffle(marks, random);
                changed += store.marks.apply(marks);
              }
              return changed;
            });

    List<UUID> left = new ArrayList<>(store.targets.load(ids).keySet());
    assertThat(left).hasSizeLessThan(ids.size());
    left.addAll(store.targets.gone(ids));
    assertThat(left).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(deadlocks()).isZero();
  }

  private static int deadlocks() {
    return store
        .sql
        .fetchSingle("select deadlocks from pg_stat_database where datname = current_database()")
        .get(0, Integer.class);
  }

  /** The row wherever it is now. */
  private static String row(UUID id) {
    return store
        .sql
        .fetch(
            "select row_to_json(s)::text from subscription s where id = ?"
                + " union all select row_to_json(r)::text from removed_subscription r where id = ?",
            id,
            id)
        .toString();
  }

  /** Changes with everything that is written to the row, locks included. */
  private static String place(UUID id) {
    return store
        .sql
        .fetchSingle("select concat(ctid, ' ', xmin, ' ', xmax) from subscription where id = ?", id)
        .toString();
  }
}
