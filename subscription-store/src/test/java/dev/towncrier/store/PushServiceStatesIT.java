package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ANSWER_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.towncrier.store.PushServiceStates.AnswerCount;
import dev.towncrier.store.PushServiceStates.Brake;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.Pair;
import dev.towncrier.store.PushServiceStates.SharedStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PushServiceStatesIT {
  private static final Instant START = Instant.parse("2026-12-01T12:10:00Z");

  private final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(START);
  private final PushServiceStates states = new PushServiceStates(store.dataSource, clock);
  private final Pair pair = new Pair("https://push.example", store.application().id());
  private final Pair other = new Pair("https://web.push.apple.com", pair.application());

  private SharedStates read() {
    return states.exchange(List.of(), List.of(), List.of());
  }

  private SharedStates tell(Brake brake) {
    return states.exchange(List.of(), List.of(), List.of(brake));
  }

  private SharedStates tell(Hold... holds) {
    return states.exchange(List.of(), List.of(holds), List.of());
  }

  private SharedStates tell(AnswerCount... counts) {
    return states.exchange(List.of(counts), List.of(), List.of());
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void startsWithNothing() {
    assertThat(read()).isEqualTo(new SharedStates(List.of(), List.of(), Map.of()));
  }

  @Test
  void sharesAHoldUntilItEnds() {
    tell(new Hold(pair, at(60)), new Hold(other, at(90)));

    assertThat(read().holds())
        .containsExactlyInAnyOrder(new Hold(pair, at(60)), new Hold(other, at(90)));
    clock.set(at(60));
    assertThat(read().holds()).containsExactly(new Hold(other, at(90)));
    clock.set(at(90));
    assertThat(read().holds()).isEmpty();
  }

  @Test
  void keepsTheLaterHold() {
    tell(new Hold(pair, at(60)));

    assertThat(tell(new Hold(pair, at(30))).holds()).containsExactly(new Hold(pair, at(60)));
    assertThat(tell(new Hold(pair, at(120))).holds()).containsExactly(new Hold(pair, at(120)));
  }

  @Test
  void sharesABrakeUntilFiveMinutesAfterItWasLastNeeded() {
    tell(new Brake(pair, at(-30), at(0)));

    clock.set(at(299));
    assertThat(read().brakes()).containsExactly(new Brake(pair, at(-30), at(0)));
    clock.set(at(300));
    assertThat(read().brakes()).isEmpty();
  }

  @Test
  void goesOnWithABrakeThatIsNeededAgainWhileItIsOn() {
    tell(new Brake(pair, at(-30), at(0)));
    tell(new Brake(pair, at(200), at(240)));

    clock.set(at(500));
    assertThat(read().brakes()).containsExactly(new Brake(pair, at(-30), at(240)));
  }

  @Test
  void keepsTheLaterBrakeWhateverTheOrder() {
    tell(new Brake(pair, at(-30), at(100)));

    assertThat(tell(new Brake(pair, at(-60), at(90))).brakes())
        .containsExactly(new Brake(pair, at(-30), at(100)));
  }

  @Test
  void beginsABrakeAnewAfterOneThatHasEnded() {
    tell(new Brake(pair, at(-30), at(0)));
    clock.set(at(1_000));

    assertThat(tell(new Brake(pair, at(990), at(1_000))).brakes())
        .containsExactly(new Brake(pair, at(990), at(1_000)));
  }

  @Test
  void tellsTheUsualShareOfTheDayBeforeThisHour() {
    tell(new AnswerCount(pair, 100, 1), new AnswerCount(other, 10, 5));
    tell(new AnswerCount(pair, 100, 2));
    assertThat(read().usualGoneShare()).isEmpty();

    clock.set(START.plus(Duration.ofHours(1)));
    tell(new AnswerCount(pair, 800, 17));
    assertThat(read().usualGoneShare())
        .containsOnlyKeys(pair, other)
        .hasEntrySatisfying(pair, share -> assertThat(share).isCloseTo(0.015, within(1e-9)))
        .hasEntrySatisfying(other, share -> assertThat(share).isCloseTo(0.5, within(1e-9)));

    clock.set(START.plus(Duration.ofHours(24)));
    assertThat(read().usualGoneShare().get(pair)).isCloseTo(0.02, within(1e-9));
    clock.set(START.plus(Duration.ofHours(25)));
    assertThat(read().usualGoneShare().get(pair)).isCloseTo(0.02125, within(1e-9));
    clock.set(START.plus(Duration.ofHours(26)));
    assertThat(read().usualGoneShare()).isEmpty();
  }

  @Test
  void knowsNoUsualShareWithoutAnAnswer() {
    tell(new AnswerCount(pair, 0, 0));

    clock.set(START.plus(Duration.ofHours(1)));
    assertThat(read().usualGoneShare()).isEmpty();
  }

  @Test
  void addsUpWhatWorkersTellAtOnceWithoutADeadlock() throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pairs.add(new Pair("https://push-" + i + ".example", pair.application()));
    }
    int workers = 6;
    int rounds = 20;

    TestStore.atOnce(
        workers,
        worker ->
            () -> {
              Random random = new Random(worker);
              for (int round = 0; round < rounds; round++) {
                List<Pair> shuffled = new ArrayList<>(pairs);
                Collections.shuffle(shuffled, random);
                Instant until = at(10 + worker * rounds + round);
                states.exchange(
                    shuffled.stream().map(each -> new AnswerCount(each, 2, 1)).toList(),
                    shuffled.stream().map(each -> new Hold(each, until)).toList(),
                    shuffled.stream().map(each -> new Brake(each, at(0), until)).toList());
              }
              return worker;
            });

    Instant last = at(10 + workers * rounds - 1);
    assertThat(read().holds()).hasSize(pairs.size()).allMatch(hold -> hold.until().equals(last));
    assertThat(read().brakes())
        .hasSize(pairs.size())
        .allMatch(brake -> brake.since().equals(at(0)) && brake.lastAbnormalAt().equals(last));
    assertThat(store.sql.fetch(ANSWER_COUNT))
        .hasSize(pairs.size())
        .allMatch(count ->
            count.getAnswers() == 2L * workers * rounds
                && count.getGone() == 1L * workers * rounds);
  }
}
