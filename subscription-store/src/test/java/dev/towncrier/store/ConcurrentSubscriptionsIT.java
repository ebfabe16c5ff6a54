package dev.towncrier.store;

import static dev.towncrier.store.TestStore.NO_DETAILS;
import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Another transaction that is still open has touched the same rows. */
class ConcurrentSubscriptionsIT {
  private static final TestStore store = new TestStore();
  private final Subscriptions subscriptions = store.subscriptions;
  private final Application application = store.application();

  @Test
  void replacesByAnEndpointThatIsBeingStored() {
    SubscribeResult.Stored mine = store.subscribe(application, "old", "news");
    SubscribeResult.Stored twin = store.subscribe(application, "twin");

    VisitorAccess replaced =
        whileOpen(
            tx -> move(tx, twin.subscription().id(), "new"),
            () ->
                subscriptions.replace(
                    application.id(),
                    mine.subscription().id(),
                    mine.token(),
                    Precondition.NONE,
                    target("new"),
                    application.currentKeyId(),
                    NO_DETAILS));

    assertThat(replaced)
        .usingRecursiveComparison()
        .ignoringFields("subscription.version")
        .isEqualTo(new VisitorAccess.Granted(mine.subscription()));
    assertThat(store.load(twin.subscription().id())).isNull();
    assertThat(store.opened(mine.subscription().id())).isEqualTo(target("new"));
  }

  @Test
  void subscribesAnewWhenTheKnownRowIsBeingRemoved() {
    SubscribeResult.Stored known = store.subscribe(application, "1", "news");

    SubscribeResult.Stored again =
        whileOpen(
            tx -> remove(tx, known.subscription().id()),
            () -> store.subscribe(application, "1", "art"));

    assertThat(again.created()).isTrue();
    assertThat(again.subscription().id()).isNotEqualTo(known.subscription().id());
    assertThat(again.subscription().topics()).containsExactly("art");
  }

  @Test
  void findsNoRowThatIsBeingRemoved() {
    SubscribeResult.Stored known = store.subscribe(application, "1", "news");

    VisitorAccess updated =
        whileOpen(
            tx -> remove(tx, known.subscription().id()),
            () ->
                subscriptions.update(
                    application.id(),
                    known.subscription().id(),
                    known.token(),
                    Precondition.NONE,
                    NO_DETAILS));

    assertThat(updated).isEqualTo(new VisitorAccess.NotFound());
  }

  @Test
  void keepsARowThatChangesWhileItIsReportedGone() {
    SubscribeResult.Stored known = store.subscribe(application, "1", "news");
    DeliveryTarget read = store.load(known.subscription().id());

    int removed =
        whileOpen(
            tx ->
                tx.update(SUBSCRIPTION)
                    .set(SUBSCRIPTION.VERSION, read.version() + 1)
                    .where(SUBSCRIPTION.ID.eq(read.id()))
                    .execute(),
            () -> store.mark(read, SubscriptionMarks.Kind.GONE));

    assertThat(removed).isZero();
    assertThat(store.load(read.id())).isNotNull();
    assertThat(store.targets.gone(List.of(read.id()))).isEmpty();
  }

  @Test
  void swapsEndpointsInAnyOrder() throws Exception {
    SubscribeResult.Stored one = store.subscribe(application, "a");
    SubscribeResult.Stored other = store.subscribe(application, "b");
    List<SubscribeResult.Stored> both = List.of(one, other);

    List<VisitorAccess> replaced =
        TestStore.atOnce(
            2,
            i ->
                () ->
                    subscriptions.replace(
                        application.id(),
                        both.get(i).subscription().id(),
                        both.get(i).token(),
                        Precondition.NONE,
                        target(i == 0 ? "b" : "a"),
                        application.currentKeyId(),
                        NO_DETAILS));

    assertThat(replaced).hasAtLeastOneElementOfType(VisitorAccess.Granted.class);
    assertThat(replaced)
        .allMatch(access ->
            access instanceof VisitorAccess.Granted || access instanceof VisitorAccess.NotFound);
  }

  /** Starts {@code action} after {@code change}, and commits the change once the action waits. */
  private static <T> T whileOpen(Consumer<DSLContext> change, Supplier<T> action) {
    AtomicReference<CompletableFuture<T>> started = new AtomicReference<>();
    store.sql.transaction(transaction -> {
      change.accept(transaction.dsl());
      started.set(CompletableFuture.supplyAsync(action));
      await().until(() -> waitingForALock() == 1);
    });
    return started.get().join();
  }

  private static int waitingForALock() {
    return store
        .sql
        .fetchSingle(
            "select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'")
        .get(0, Integer.class);
  }

  private static void move(DSLContext tx, UUID id, String path) {
    String endpoint = TestStore.PUSH_SERVICE + "/" + path;
    tx.update(SUBSCRIPTION)
        .set(SUBSCRIPTION.SEALED_TARGET, SealedTarget.seal(store.sealer, id, target(path)))
        .set(
            SUBSCRIPTION.ENDPOINT_HASH,
            DSL.field("sha256(convert_to({0}, 'UTF8'))", byte[].class, DSL.val(endpoint)))
        .where(SUBSCRIPTION.ID.eq(id))
        .execute();
  }

  private static void remove(DSLContext tx, UUID id) {
    tx.deleteFrom(SUBSCRIPTION).where(SUBSCRIPTION.ID.eq(id)).execute();
  }
}
