package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ANSWER_COUNT;
import static dev.towncrier.store.schema.Tables.FANOUT_RANGE;
import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_HOLD;
import static dev.towncrier.store.schema.Tables.REMOVAL_BRAKE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.Outcome;
import dev.towncrier.store.LatestMessages.Collapsible;
import dev.towncrier.store.PushServiceStates.AnswerCount;
import dev.towncrier.store.PushServiceStates.Brake;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.Pair;
import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.store.Sweeper.Swept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

class SweeperIT {
  private static final Instant START = Instant.parse("2026-12-01T12:10:00Z");
  private static final int BATCH = 3;
  private static final Duration DAY = Duration.ofDays(1);

  private final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(START);
  private final Sweeper sweeper = new Sweeper(store.dataSource, clock, BATCH);
  private final SubscriptionMarks marks = new SubscriptionMarks(store.dataSource, clock);
  private final LatestMessages latest = new LatestMessages(store.dataSource);
  private final PushServiceStates states = new PushServiceStates(store.dataSource, clock);
  private final Application application = store.application();

  private UUID gone(String path) {
    UUID id = store.subscribe(application, path).subscription().id();
    marks.apply(List.of(new Mark(id, 1, Kind.GONE)));
    return id;
  }

  private int rows(Table<?> table) {
    return store.sql.fetchCount(table);
  }

  @Test
  void hasNothingToDoAtFirst() {
    assertThat(sweeper.sweep(DAY)).isEqualTo(new Swept(0, 0, 0, 0, 0, 0));
  }

  @Test
  void keepsARemovalForSevenDays() {
    UUID early = gone("1");
    clock.set(START.plus(Duration.ofDays(1)));
    UUID late = gone("2");

    clock.set(START.plus(Duration.ofDays(7)));
    assertThat(sweeper.sweep(DAY).removedSubscriptions()).isZero();
    clock.set(START.plus(Duration.ofDays(7)).plusSeconds(1));
    assertThat(sweeper.sweep(DAY).removedSubscriptions()).isOne();

    assertThat(store.targets.gone(List.of(early, late))).containsExactly(late);
  }

  @Test
  void keepsANoteUntilTheDeadlineOfItsMessage() {
    List<Collapsible> messages = new ArrayList<>();
    for (int i = 0; i < 2 * BATCH + 1; i++) {
      messages.add(
          new Collapsible(UUID.randomUUID(), "topic", START, "n", START.plusSeconds(60 + i)));
    }
    latest.superseded(messages);

    clock.set(START.plusSeconds(60 + 2 * BATCH));
    assertThat(sweeper.sweep(DAY).latestMessages()).isEqualTo(2 * BATCH);
    assertThat(rows(LATEST_MESSAGE)).isOne();
  }

  @Test
  void forgetsHoldsBrakesAndCountsThatNobodyNeeds() {
    Pair pair = new Pair("https://push.example", application.id());
    states.exchange(
        List.of(new AnswerCount(pair, 10, 1)),
        List.of(new Hold(pair, START.plusSeconds(60))),
        List.of(new Brake(pair, START, START)));

    assertThat(sweeper.sweep(DAY)).isEqualTo(new Swept(0, 0, 0, 0, 0, 0));
    clock.set(START.plusSeconds(61));
    assertThat(sweeper.sweep(DAY).states()).isOne();
    assertThat(rows(PUSH_SERVICE_HOLD)).isZero();
    clock.set(START.plusSeconds(301));
    assertThat(sweeper.sweep(DAY).states()).isOne();
    assertThat(rows(REMOVAL_BRAKE)).isZero();
    clock.set(START.plus(Duration.ofHours(24)));
    assertThat(sweeper.sweep(DAY).states()).isZero();
    assertThat(states.exchange(List.of(), List.of(), List.of()).usualGoneShare())
        .containsOnlyKeys(pair);
    clock.set(START.plus(Duration.ofHours(25)));
    assertThat(sweeper.sweep(DAY).states()).isOne();
    assertThat(rows(ANSWER_COUNT)).isZero();
  }

  @Test
  void freesAnIdADayAfterTheDeadlineWithAllThatBelongsToIt() {
    Notification sent = store.claim(application, "sent", "{\"all\": true}");
    Notification open = store.claim(application, "open", "{\"all\": true}");
    store.fanouts.end(new FanoutStep.End(application.id(), "sent", 0, 1, 5, 2, Outcome.CANCELLED));

    clock.set(sent.deadline().plus(DAY));
    assertThat(sweeper.sweep(DAY).notifications()).isZero();
    clock.set(sent.deadline().plus(DAY).plusMillis(1));
    assertThat(sweeper.sweep(DAY).notifications()).isOne();

    assertThat(store.notifications.find(application.id(), "sent")).isEmpty();
    assertThat(rows(OUTCOME_COUNT) + rows(FANOUT_RANGE)).isZero();
    store.claim(application, "sent", "{\"topics\": [\"news\"]}");
    clock.set(open.deadline().plus(DAY.multipliedBy(8)).plusMillis(1));
    assertThat(sweeper.sweep(DAY).notifications()).as("though its fan-out never ended").isOne();
  }

  @Test
  void sharesTheWorkAmongThoseWhoSweepAtOnce() throws Exception {
    int count = 5 * BATCH;
    for (int i = 0; i < count; i++) {
      gone("s" + i);
    }
    clock.set(START.plus(Duration.ofDays(8)));

    List<Swept> swept = TestStore.atOnce(3, _ -> () -> sweeper.sweep(DAY));

    assertThat(swept.stream().mapToLong(Swept::removedSubscriptions).sum()).isEqualTo(count);
  }
}
