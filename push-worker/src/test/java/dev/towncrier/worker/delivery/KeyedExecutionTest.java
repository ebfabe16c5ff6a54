package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeyedExecutionTest {
  private final KeyedExecution<String> execution = new KeyedExecution<>();

  @AfterEach
  void close() {
    execution.close();
  }

  @Test
  void runsTheTasksOfOneKeyInOrder() throws InterruptedException {
    List<Integer> ran = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);

    for (int i = 0; i < 500; i++) {
      int task = i;
      execution.execute("key", () -> ran.add(task));
    }
    execution.execute("key", done::countDown);
    done.await();

    assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void runsTheTasksOfDifferentKeysAtOnce() throws InterruptedException {
    int keys = 50;
    CyclicBarrier allAreRunning = new CyclicBarrier(keys);
    CountDownLatch done = new CountDownLatch(keys);

    for (int i = 0; i < keys; i++) {
      execution.execute(
          "key " + i,
          () -> {
            meet(allAreRunning);
            done.countDown();
          });
    }

    done.await();
  }

  @Test
  void startsNoTaskBeforeTheOneAheadOfItHasEnded() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch otherKeyRan = new CountDownLatch(1);
    List<String> ran = new CopyOnWriteArrayList<>();

    execution.execute(
        "key",
        () -> {
          wait(mayEnd);
          ran.add("first");
        });
    execution.execute("key", () -> ran.add("second"));
    execution.execute("other key", otherKeyRan::countDown);
    otherKeyRan.await();
    assertThat(ran).isEmpty();
    mayEnd.countDown();

    await().untilAsserted(() -> assertThat(ran).containsExactly("first", "second"));
  }

  @Test
  void goesOnAfterATaskThatFailed() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);

    execution.execute(
        "key",
        () -> {
          // The thread's own handler keeps the expected failure out of the test's output.
          Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
          throw new IllegalStateException("a task that fails");
        });
    execution.execute("key", done::countDown);

    done.await();
  }

  @Test
  void interruptsWhatStillRunsWhenItIsClosed() {
    CountDownLatch started = new CountDownLatch(1);
    List<String> ran = new CopyOnWriteArrayList<>();
    execution.execute(
        "key",
        () -> {
          started.countDown();
          ran.add(wait(new CountDownLatch(1)));
        });
    assertThat(wait(started)).isEqualTo("ended");

    execution.close();

    await().untilAsserted(() -> assertThat(ran).containsExactly("interrupted"));
  }

  private static String wait(CountDownLatch latch) {
    try {
      latch.await();
      return "ended";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
