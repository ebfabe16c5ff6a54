package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.LatestMessages.Collapsible;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LatestMessagesIT {
  private static final String TOPIC = "t".repeat(32);
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

  private static final TestStore store = new TestStore();
  private final LatestMessages latest = new LatestMessages(store.dataSource);
  private final UUID subscription = UUID.randomUUID();

  private Collapsible message(int minute) {
    return message(subscription, TOPIC, minute, "n" + minute);
  }

  private static Collapsible message(UUID id, String topic, int minute, String notification) {
    Instant acceptedAt = NOON.plus(Duration.ofMinutes(minute));
    return new Collapsible(
        id, topic, acceptedAt, notification, acceptedAt.plus(Duration.ofHours(1)));
  }

  @Test
  void sendsEachThatIsTheNewestSoFar() {
    assertThat(latest.superseded(List.of(message(1)))).isEmpty();
    assertThat(latest.superseded(List.of(message(2)))).isEmpty();
  }

  @Test
  void supersedesAnOlderOneThatComesRoundAgain() {
    latest.superseded(List.of(message(1)));
    latest.superseded(List.of(message(2)));

    assertThat(latest.superseded(List.of(message(1)))).containsExactly(message(1));
  }

  @Test
  void supersedesAnOlderOneThatComesLate() {
    latest.superseded(List.of(message(2)));

    assertThat(latest.superseded(List.of(message(1)))).containsExactly(message(1));
  }

  @Test
  void sendsTheSameOneAgain() {
    latest.superseded(List.of(message(1)));

    assertThat(latest.superseded(List.of(message(1), message(1)))).isEmpty();
  }

  @Test
  void sendsTheNewestOfABatchInAnyOrder() {
    assertThat(latest.superseded(List.of(message(2), message(3), message(1))))
        .containsExactlyInAnyOrder(message(1), message(2));
  }

  @Test
  void keepsSubscriptionsAndCollapseKeysApart() {
    UUID other = UUID.randomUUID();
    latest.superseded(List.of(message(5)));

    assertThat(
            latest.superseded(
                List.of(
                    message(1),
                    message(subscription, "u".repeat(32), 1, "n1"),
                    message(other, TOPIC, 1, "n1"))))
        .containsExactly(message(1));
    assertThat(latest.superseded(List.of())).isEmpty();
  }

  @Test
  void ordersThoseOfOneMomentByTheNotificationsBytesHereAsInPostgres() {
    List<String> ascending = List.of("A", "B", "a", "b-2", "b1", "ä", "\uff5e", "\ud83d\ude00");
    for (int i = 0; i + 1 < ascending.size(); i++) {
      UUID id = UUID.randomUUID();
      Collapsible older = message(id, TOPIC, 1, ascending.get(i));
      Collapsible newer = message(id, TOPIC, 1, ascending.get(i + 1));

      assertThat(latest.superseded(List.of(newer, older))).containsExactly(older);
      assertThat(latest.superseded(List.of(older))).containsExactly(older);
      assertThat(latest.superseded(List.of(newer))).isEmpty();
    }
  }

  @Test
  void keepsTheNoteAsLongAsAnOlderOneCanStillCome() {
    Instant late = NOON.plus(Duration.ofDays(20));
    Collapsible longLived = new Collapsible(subscription, TOPIC, NOON, "n0", late);

    latest.superseded(List.of(longLived));
    latest.superseded(List.of(message(1)));
    assertThat(expiry(subscription)).isEqualTo(late);

    UUID both = UUID.randomUUID();
    latest.superseded(
        List.of(new Collapsible(both, TOPIC, NOON, "n0", late), message(both, TOPIC, 1, "n1")));
    assertThat(expiry(both)).isEqualTo(late);
  }

  @Test
  void agreesOnOneNewestAmongWorkersThatNoteAtOnce() throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(UUID.randomUUID());
    }
    int workers = 4;

    List<Set<Collapsible>> answers =
        TestStore.atOnce(
            workers,
            worker ->
                () -> {
                  List<Collapsible> messages = new ArrayList<>();
                  ids.forEach(id -> messages.add(message(id, TOPIC, worker, "n" + worker)));
                  Collections.shuffle(messages, new Random(worker));
                  latest.superseded(messages);
                  return latest.superseded(messages);
                });

    Set<Collapsible> again = new HashSet<>();
    for (int worker = 0; worker < workers; worker++) {
      for (UUID id : ids) {
        again.addAll(latest.superseded(List.of(message(id, TOPIC, worker, "n" + worker))));
      }
    }
    assertThat(again).hasSize(ids.size() * (workers - 1));
    assertThat(answers.getLast()).isEmpty();
  }

  private static Instant expiry(UUID id) {
    return store
        .sql
        .selectFrom(LATEST_MESSAGE)
        .where(LATEST_MESSAGE.SUBSCRIPTION_ID.eq(id))
        .fetchSingle()
        .getExpiresAt();
  }
}
