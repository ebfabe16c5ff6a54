package dev.towncrier.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.measure.Operation;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a number of requests in flight: whoever is answered sends the next. Its cost is the CPU
 * time of the whole process, garbage collection and all.
 */
final class Posting implements Operation {
  /** Requests at a time, over all connections. */
  static final int IN_FLIGHT = 200;

  // The system counts the CPU time of processes in ticks of 10 ms.
  private static final int FEWEST = 2_000;
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int CREATED = 201;
  private static final long PATIENCE_SECONDS = 60;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final PostClient client;

  Posting(PostClient client) {
    this.client = client;
  }

  @Override
  public Cost run(int times) {
    int enough = Math.max(times, FEWEST);
    long cpu = SYSTEM.getProcessCpuTime();
    Run run = new Run(enough);
    for (int i = 0; i < IN_FLIGHT; i++) {
      run.next();
    }
    run.await();
    long spent = Math.max(SYSTEM.getProcessCpuTime() - cpu, SHORTEST_NANOS);
    return new Cost(enough, spent, OptionalLong.empty());
  }

  private final class Run {
    private final AtomicInteger unsent;
    private final AtomicInteger wrong = new AtomicInteger();
    private final CountDownLatch unanswered;

    private Run(int times) {
      unsent = new AtomicInteger(times);
      unanswered = new CountDownLatch(times);
    }

    private void next() {
      if (unsent.getAndDecrement() > 0) {
        client.post(this::answered);
      }
    }

    private void answered(int status) {
      if (status != CREATED) {
        wrong.incrementAndGet();
      }
      next();
      unanswered.countDown();
    }

    private void await() {
      try {
        if (!unanswered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Not answered: " + unanswered.getCount());
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted", e);
      }
      if (wrong.get() > 0) {
        throw new IllegalStateException("Not accepted: " + wrong);
      }
    }
  }
}
