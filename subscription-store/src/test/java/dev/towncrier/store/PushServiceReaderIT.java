package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.PushServiceStates.AnswerCount;
import dev.towncrier.store.PushServiceStates.Brake;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.OpenBreaker;
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
            new PushServiceState(PUSH, 30, 3, null, null, null, null),
            new PushServiceState(APPLE, 5, 0, null, null, null, null));
    clock.set(START.plus(Duration.ofHours(25)));
    assertThat(reader.of(application).getFirst())
        .isEqualTo(new PushServiceState(PUSH, 20, 2, null, null, null, null));
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
            new PushServiceState(PUSH, 0, 0, until, null, null, null),
            new PushServiceState(APPLE, 0, 0, null, START, null, null));
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

  @Test
  void tellsOfAnOpenBreakerAsLongAsAWorkerDoes() {
    store.subscribe(store.applications.find(application).orElseThrow(), "1");
    states.tell(List.of(new OpenBreaker(TestStore.PUSH_SERVICE, START, "503 \0\nBusy")));
    clock.set(START.plusSeconds(10));
    states.tell(
        List.of(new OpenBreaker(TestStore.PUSH_SERVICE, START.plusSeconds(9), "x".repeat(300))));

    assertThat(reader.of(application))
        .containsExactly(
            new PushServiceState(TestStore.PUSH_SERVICE, 0, 0, null, null, START, "x".repeat(200)));
    assertThat(reader.of(store.application().id())).as("one that sends nothing there").isEmpty();

    clock.set(START.plusSeconds(25));
    assertThat(reader.of(application)).as("when it is told of no more").isEmpty();
    Instant again = clock.instant();
    states.tell(List.of(new OpenBreaker(TestStore.PUSH_SERVICE, again, "503 \0\nBusy")));
    assertThat(reader.of(application))
        .containsExactly(
            new PushServiceState(TestStore.PUSH_SERVICE, 0, 0, null, null, again, "503 Busy"));
  }
}
