package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.PushServiceStates.AnswerCount;
import dev.towncrier.store.PushServiceStates.Brake;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushServiceReaderIT {
  private static final Instant START = Instant.parse("2026-12-01T12:10:00Z");
  private static final String PUSH = "https://push.example";
  private static final String APPLE = "https://web.push.apple.com";

  private final TestStore store = new TestStore();
  private final SettableClock clock = new SettableClock(START);
  private final PushServiceStates states = new PushServiceStates(store.dataSource, clock);
  private final PushServiceReader reader = new PushServiceReader(store.dataSource, clock);
  private final String application = store.application().id();

  private Pair pair(String pushService) {
    return new Pair(pushService, application);
  }

  private void answer(String pushService, long answers, long gone) {
    states.exchange(
        List.of(new AnswerCount(pair(pushService), answers, gone)), List.of(), List.of());
  }

  @Test
  void knowsOfNoneBeforeAnyHasAnswered() {
    assertThat(reader.of(application)).isEmpty();
  }

  @Test
  void addsUpTheAnswersOfADay() {
    answer(PUSH, 10, 1);
    clock.set(START.plus(Duration.ofHours(24)));
    answer(PUSH, 20, 2);
    answer(APPLE, 5, 0);

    assertThat(reader.of(application))
        .containsExactly(
            new PushServiceState(PUSH, 30, 3, null, null),
            new PushServiceState(APPLE, 5, 0, null, null));
    clock.set(START.plus(Duration.ofHours(25)));
    assertThat(reader.of(application).getFirst())
        .isEqualTo(new PushServiceState(PUSH, 20, 2, null, null));
  }

  @Test
  void tellsHoldsAndBrakesWhileTheyLast() {
    Instant until = START.plusSeconds(60);
    states.exchange(
        List.of(),
        List.of(new Hold(pair(PUSH), until)),
        List.of(new Brake(pair(APPLE), START, START)));

    assertThat(reader.of(application))
        .containsExactly(
            new PushServiceState(PUSH, 0, 0, until, null),
            new PushServiceState(APPLE, 0, 0, null, START));
    clock.set(until);
    assertThat(reader.of(application))
        .extracting(PushServiceState::pushService)
        .containsOnly(APPLE);
    clock.set(START.plus(PushServiceStates.BRAKE));
    assertThat(reader.of(application)).isEmpty();
  }

  @Test
  void tellsNothingOfAnotherApplication() {
    answer(PUSH, 10, 1);

    assertThat(reader.of(store.application().id())).isEmpty();
  }
}
