package dev.towncrier.worker.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a worker delivering from start to stop. After an error that a session can't deal with, it
 * begins a new one, as a restarted process would.
 */
public final class DeliveryLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Function<Runnable, DeliverySession> sessions;
  private final CountDownLatch assigned = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * Delivers in one session after another.
   *
   * @param sessions begins a session that runs its argument when it has joined its group
   */
  DeliveryLoop(Function<Runnable, DeliverySession> sessions) {
    this.sessions = sessions;
  }

  /** Waits until the worker has joined the others; false if it has not within {@code timeout}. */
  public boolean awaitAssignment(Duration timeout) throws InterruptedException {
    return assigned.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the worker has joined the others at least once. */
  public boolean hasJoined() {
    return assigned.getCount() == 0;
  }

  /** Whether its thread lives; it begins anew after errors, so only a restart helps a dead one. */
  public boolean isAlive() {
    Thread running = thread;
    return running != null && running.isAlive();
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("delivery-loop").start(this::run);
  }

  private void run() {
    try {
      while (isWanted()) {
        try (DeliverySession session = sessions.apply(assigned::countDown)) {
          session.run(this::isWanted);
        } catch (RuntimeException e) {
          log.error("Delivery begins anew after an error", e);
          stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      log.warn("Delivery was interrupted; what is not committed is delivered again");
    }
  }

  private boolean isWanted() {
    return stopping.getCount() > 0;
  }

  /** Waits until what is in flight has finished and is committed. */
  @Override
  public void stop() {
    Thread running = thread;
    stopping.countDown();
    if (running == null) {
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
