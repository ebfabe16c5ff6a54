package dev.towncrier.api.ratelimit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit<String> limit = new ConcurrencyLimit<>(2, Duration.ofSeconds(60));

  @Test
  void letsAsManyBeAtWorkAndTheNextOnceOneHasLeft()
      throws InterruptedException, ExecutionException, TimeoutException {
    assertThat(limit.enter("someone")).isTrue();
    assertThat(limit.enter("someone")).isTrue();
    CompletableFuture<Boolean> third = entering(limit, "someone");
    await().until(() -> limit.waiting("someone") == 1);

    limit.leave("someone");

    assertThat(third.get(30, SECONDS)).isTrue();
  }

  @Test
  void makesNobodyElseWait() throws InterruptedException {
    assertThat(limit.enter("someone")).isTrue();
    assertThat(limit.enter("someone")).isTrue();

    assertThat(limit.enter("another")).isTrue();
  }

  @Test
  void makesNoOneWaitForever() throws InterruptedException {
    ConcurrencyLimit<String> impatient = new ConcurrencyLimit<>(1, Duration.ofMillis(10));
    assertThat(impatient.enter("someone")).isTrue();

    assertThat(impatient.enter("someone")).isFalse();

    impatient.leave("someone");
    assertThat(impatient.enter("someone")).isTrue();
  }

  @Test
  void makesNobodyWaitWhereThereIsNoLimit() throws InterruptedException {
    ConcurrencyLimit<String> none = new ConcurrencyLimit<>(0, Duration.ZERO);

    for (int i = 0; i < 100; i++) {
      assertThat(none.enter("someone")).isTrue();
    }

    none.leave("someone");
    assertThat(none.keys()).isZero();
  }

  @Test
  void neverLetsInMoreThanItMayAndRemembersNobodyAfterwards() {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    CompletableFuture.allOf(
            IntStream.range(0, 500)
                .mapToObj(_ -> working(atWork, most))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(most).hasValue(2);
    assertThat(limit.keys()).isZero();
  }

  private CompletableFuture<Boolean> working(AtomicInteger atWork, AtomicInteger most) {
    return onAnotherThread(() -> {
      assertThat(limit.enter("someone")).isTrue();
      most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
      Thread.sleep(ThreadLocalRandom.current().nextInt(2));
      atWork.decrementAndGet();
      limit.leave("someone");
      return true;
    });
  }

  private static CompletableFuture<Boolean> entering(ConcurrencyLimit<String> limit, String key) {
    return onAnotherThread(() -> limit.enter(key));
  }

  private static <T> CompletableFuture<T> onAnotherThread(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
