package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryIds;
import dev.towncrier.contract.Outcome;
import dev.towncrier.store.Analytics.By;
import dev.towncrier.store.Analytics.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnalyticsIT {
  private static final TestStore store = new TestStore();
  private static final String FIREFOX = "Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0";

  private final Application application = store.application();
  private final Receipts receipts =
      new Receipts(store.dataSource, store.applications::deliverySecret, TestStore.CLOCK);
  private final DeliveryIds ids = new DeliveryIds(store.applications::deliverySecret);
  private final Instant now = TestStore.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
  private final LocalDate today = Days.of(now);
  private long counted;

  private void claim(String id, String audience) {
    store.claim(application, id, audience);
    store
        .sql
        .update(NOTIFICATION)
        .set(NOTIFICATION.ACCEPTED_AT, now)
        .where(Notifications.isNotification(application.id(), id))
        .execute();
  }

  private void count(String notification, Outcome outcome, String browser, long count) {
    store.counts.add(
        application.id(),
        0,
        counted,
        ++counted,
        Map.of(
            new OutcomeCounts.Key(
                application.id(), notification, outcome, TestStore.PUSH_SERVICE, browser),
            count));
  }

  private void tell(String notification, UUID subscription, ReceiptEvent... events) {
    byte[] text = subscription.toString().getBytes(StandardCharsets.US_ASCII);
    String delivery = ids.of(application.id(), notification).of(text);
    for (ReceiptEvent event : events) {
      receipts.take(
          application, List.of(new Receipt(delivery, notification, subscription, event, now)));
    }
  }

  private UUID subscribe(String path, String userAgent) {
    return store
        .subscribe(application, path, TestStore.NO_DETAILS.of(Browser.of(userAgent)))
        .subscription()
        .id();
  }

  private Analytics read(By by) {
    return read(by, today, today, null, 100, 100);
  }

  private Analytics read(
      By by, LocalDate from, LocalDate to, String notification, int notifications, int rows) {
    return new AnalyticsReader(store.dataSource, notifications, rows)
        .read(new AnalyticsReader.Filter(application.id(), from, to, notification), by);
  }

  private static Row row(String name, long accepted, long displayed, long clicked, long closed) {
    return new Row(name, null, accepted, displayed, clicked, closed);
  }

  private void twoNotifications() {
    UUID firefox = subscribe("1", FIREFOX);
    UUID unknown = subscribe("2", null);
    claim("n1", "{\"topics\": [\"news\", \"art\"]}");
    claim("n2", "{\"topics\": [\"art\"]}");
    count("n1", Outcome.ACCEPTED, "firefox", 5);
    count("n1", Outcome.ACCEPTED, null, 2);
    count("n1", Outcome.GONE, "firefox", 3);
    count("n2", Outcome.ACCEPTED, "firefox", 1);
    tell("n1", firefox, ReceiptEvent.DISPLAYED, ReceiptEvent.CLICKED);
    tell("n1", unknown, ReceiptEvent.DISPLAYED, ReceiptEvent.CLOSED);
    tell("n2", firefox, ReceiptEvent.DISPLAYED);
  }

  @Test
  void addUpByNotificationTopicPushServiceAndBrowser() {
    twoNotifications();
    claim("n3", "{\"all\": true}");
    store.claim(store.application(), "n1", "{\"topics\": [\"news\"]}");

    assertThat(read(By.NOTIFICATION))
        .isEqualTo(
            new Analytics(
                List.of(
                    new Row("n1", now, 7, 2, 1, 1),
                    new Row("n2", now, 1, 1, 0, 0),
                    new Row("n3", now, 0, 0, 0, 0)),
                true));
    assertThat(read(By.TOPIC))
        .isEqualTo(new Analytics(List.of(row("art", 8, 3, 1, 1), row("news", 7, 2, 1, 1)), true));
    assertThat(read(By.PUSH_SERVICE))
        .isEqualTo(new Analytics(List.of(row(TestStore.PUSH_SERVICE, 8, 3, 1, 1)), true));
    assertThat(read(By.BROWSER))
        .isEqualTo(new Analytics(List.of(row("firefox", 6, 2, 1, 0), row("", 2, 1, 0, 1)), true));
  }

  @Test
  void canBeOfOneNotificationAlone() {
    twoNotifications();

    assertThat(read(By.BROWSER, today, today, "n2", 100, 100).rows())
        .containsExactly(row("firefox", 1, 1, 0, 0));
  }

  @Test
  void areOfWhatWasAcceptedOnTheDaysGiven() {
    twoNotifications();

    assertThat(read(By.TOPIC, today.plusDays(1), today.plusDays(2), null, 100, 100).rows())
        .isEmpty();
    assertThat(read(By.TOPIC, today.minusDays(2), today.minusDays(1), null, 100, 100).rows())
        .isEmpty();
    assertThat(read(By.TOPIC, today.minusDays(2), today, null, 100, 100).rows()).hasSize(2);
  }

  @Test
  void tellWhetherSomethingIsLeftOut() {
    twoNotifications();

    assertThat(read(By.NOTIFICATION, today, today, null, 2, 2).complete()).isTrue();
    assertThat(read(By.BROWSER, today, today, null, 1, 2).complete()).isFalse();
    Analytics largest = read(By.BROWSER, today, today, null, 2, 1);
    assertThat(largest).isEqualTo(new Analytics(List.of(row("firefox", 6, 2, 1, 0)), false));
  }
}
