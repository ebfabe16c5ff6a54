package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.RECEIPT;
import static dev.towncrier.store.schema.Tables.RECEIPT_COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryIds;
import dev.towncrier.store.Receipts.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReceiptsIT {
  private final TestStore store = new TestStore();
  private final Instant now = TestStore.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
  private final SettableClock clock = new SettableClock(now);
  private final Receipts receipts =
      new Receipts(store.dataSource, store.applications::deliverySecret, clock);
  private final DeliveryIds ids = new DeliveryIds(store.applications::deliverySecret);
  private final Application application = store.application();
  private final UUID subscription = store.subscribe(application, "1").subscription().id();
  private final Notification notification = claim("n1");

  private Notification claim(String id) {
    return store.claim(application, id, "{\"all\": true}");
  }

  private Receipt receipt(String notification, UUID subscription, ReceiptEvent event) {
    byte[] text = subscription.toString().getBytes(StandardCharsets.US_ASCII);
    return new Receipt(
        ids.of(application.id(), notification).of(text), notification, subscription, event, now);
  }

  private Receipt displayed() {
    return receipt("n1", subscription, ReceiptEvent.DISPLAYED);
  }

  private Map<Fate, Integer> take(Receipt... some) {
    return receipts.take(asItIs(), List.of(some));
  }

  private Application asItIs() {
    return store.applications.find(application.id()).orElseThrow();
  }

  private Map<ReceiptEvent, Long> sums(String notification) {
    return store.notifications.progress(application.id(), notification).orElseThrow().receipts();
  }

  @Test
  void countsEachEventOfADeliveryOnce() {
    Receipt clicked = receipt("n1", subscription, ReceiptEvent.CLICKED);

    assertThat(take(displayed(), displayed(), clicked))
        .isEqualTo(Map.of(Fate.COUNTED, 2, Fate.REPEATED, 1));
    assertThat(take(displayed())).isEqualTo(Map.of(Fate.REPEATED, 1));

    assertThat(sums("n1")).isEqualTo(Map.of(ReceiptEvent.DISPLAYED, 1L, ReceiptEvent.CLICKED, 1L));
  }

  @Test
  void countsByNotification() {
    claim("n2");
    UUID other = store.subscribe(application, "2").subscription().id();

    take(
        displayed(),
        receipt("n1", other, ReceiptEvent.DISPLAYED),
        receipt("n2", other, ReceiptEvent.CLOSED));

    assertThat(sums("n1")).isEqualTo(Map.of(ReceiptEvent.DISPLAYED, 2L));
    assertThat(sums("n2")).isEqualTo(Map.of(ReceiptEvent.CLOSED, 1L));
  }

  @Test
  void keepsNothingOfADeliveryThatIsNotOurs() {
    Receipt right = displayed();
    Receipt guessed = new Receipt("A".repeat(22), "n1", subscription, ReceiptEvent.DISPLAYED, now);
    Receipt ofAnother =
        new Receipt(right.deliveryId(), "n1", UUID.randomUUID(), ReceiptEvent.DISPLAYED, now);
    Receipt bare = new Receipt(right.deliveryId(), null, null, ReceiptEvent.DISPLAYED, now);

    assertThat(take(guessed, ofAnother, bare)).isEqualTo(Map.of(Fate.UNJOINED, 3));
    Application other = store.application();
    assertThat(receipts.take(other, List.of(right))).isEqualTo(Map.of(Fate.UNJOINED, 1));

    assertThat(store.sql.fetchCount(RECEIPT) + store.sql.fetchCount(RECEIPT_COUNT)).isZero();
  }

  @Test
  void isLateAWeekAfterwards() {
    clock.set(now.plus(Receipts.KEPT).plusMillis(1));
    assertThat(take(displayed())).isEqualTo(Map.of(Fate.LATE, 1));
    clock.set(now.minus(Duration.ofDays(1)).minusMillis(1));
    assertThat(take(displayed())).as("from the future").isEqualTo(Map.of(Fate.LATE, 1));
    clock.set(now.minus(Duration.ofDays(1)));
    assertThat(take(displayed())).isEqualTo(Map.of(Fate.COUNTED, 1));
  }

  @Test
  void isLateForANotificationThatIsNotKeptAnyMore() {
    assertThat(take(receipt("swept", subscription, ReceiptEvent.DISPLAYED)))
        .isEqualTo(Map.of(Fate.LATE, 1));
    assertThat(store.sql.fetchCount(RECEIPT)).isZero();
  }

  @Test
  void keepsNothingWhereTheApplicationWantsNone() {
    wantReceipts(false);
    store.sql.execute("update subscription set last_seen_on = '2020-01-01'");

    assertThat(take(displayed())).isEqualTo(Map.of(Fate.OFF, 1));

    assertThat(sums("n1")).isEmpty();
    assertThat(store.sql.fetchCount(RECEIPT)).isZero();
    assertThat(lastSeen()).isEqualTo("2020-01-01");
    wantReceipts(true);
    assertThat(take(displayed())).isEqualTo(Map.of(Fate.COUNTED, 1));
  }

  private void wantReceipts(boolean wanted) {
    store.applications.change(
        application.id(),
        new ApplicationChange(null, null, null, null, null, wanted),
        Precondition.NONE);
  }

  @Test
  void isASignOfLife() {
    store.sql.execute("update subscription set last_seen_on = '2020-01-01'");

    take(displayed());

    assertThat(lastSeen()).isEqualTo(now.toString().substring(0, 10));
  }

  @Test
  void leavesTheSumsAloneOnceTheReceiptsAreSwept() {
    Sweeper sweeper = new Sweeper(store.dataSource, clock, 3);
    List<Receipt> many = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      many.add(receipt("n1", UUID.randomUUID(), ReceiptEvent.DISPLAYED));
    }
    receipts.take(application, many);
    Duration kept = Duration.ofDays(30);

    clock.set(now.plus(Receipts.KEPT));
    assertThat(sweeper.sweep(kept).receipts()).isZero();
    clock.set(now.plus(Receipts.KEPT).plusMillis(1));
    assertThat(sweeper.sweep(kept).receipts()).isEqualTo(7);

    assertThat(sums("n1")).isEqualTo(Map.of(ReceiptEvent.DISPLAYED, 7L));
    assertThat(receipts.take(application, many)).as("again").isEqualTo(Map.of(Fate.LATE, 7));
    assertThat(sums("n1")).isEqualTo(Map.of(ReceiptEvent.DISPLAYED, 7L));
  }

  @Test
  void forgetsTheSumsWithTheirNotification() {
    take(displayed());
    store.sql.execute("update notification set audience_size = 0");

    clock.set(notification.deadline().plus(Duration.ofDays(1)).plusMillis(1));
    new Sweeper(store.dataSource, clock).sweep(Duration.ofDays(1));

    assertThat(store.sql.fetchCount(RECEIPT_COUNT)).isZero();
  }

  @Test
  void losesNoneThatCameAtOnce() throws Exception {
    claim("n2");
    int senders = 12;
    List<Receipt> same = List.of(displayed(), receipt("n2", subscription, ReceiptEvent.CLICKED));

    List<Map<Fate, Integer>> fates =
        TestStore.atOnce(
            senders,
            i ->
                () -> {
                  List<Receipt> own =
                      List.of(
                          receipt("n2", new UUID(1, i), ReceiptEvent.DISPLAYED),
                          receipt("n1", new UUID(1, i), ReceiptEvent.DISPLAYED));
                  receipts.take(application, own);
                  return receipts.take(application, i % 2 == 0 ? same : same.reversed());
                });

    assertThat(fates.stream().mapToInt(fate -> fate.getOrDefault(Fate.COUNTED, 0)).sum())
        .isEqualTo(same.size());
    assertThat(sums("n1")).isEqualTo(Map.of(ReceiptEvent.DISPLAYED, 1L + senders));
    assertThat(sums("n2"))
        .isEqualTo(Map.of(ReceiptEvent.DISPLAYED, (long) senders, ReceiptEvent.CLICKED, 1L));
  }

  private String lastSeen() {
    return store
        .sql
        .fetchOne("select last_seen_on::text from subscription where id = ?", subscription)
        .get(0, String.class);
  }
}
