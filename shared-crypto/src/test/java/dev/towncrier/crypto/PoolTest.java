package dev.towncrier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void lendsAgainWhatCameBack() {
    Pool<Integer> pool = new Pool<>(made::incrementAndGet);
    Integer first = pool.take();
    pool.giveBack(first);
    assertThat(pool.take()).isSameAs(first);
    assertThat(pool.take()).isNotSameAs(first);
  }

  @Test
  void neverLendsOneToolToTwo() {
    Pool<AtomicInteger> pool =
        new Pool<>(() -> {
          made.incrementAndGet();
          return new AtomicInteger();
        });
    AtomicInteger shared = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20_000)
          .forEach(_ ->
              threads.execute(() -> {
                AtomicInteger users = pool.take();
                if (users.incrementAndGet() != 1) {
                  shared.incrementAndGet();
                }
                users.decrementAndGet();
                pool.giveBack(users);
              }));
    }
    assertThat(shared).hasValue(0);
  }

  @Test
  void keepsNoMoreForManyThreadsThanForFew() {
    Pool<Integer> pool = new Pool<>(made::incrementAndGet);
    for (int i = 0; i < 1_000; i++) {
      Thread thread = Thread.ofVirtual().start(() -> pool.giveBack(pool.take()));
      join(thread);
    }
    assertThat(made.get()).isLessThanOrEqualTo(64);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
