package dev.towncrier.worker.pushservice;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one connection: often while requests are under way, else once a second. Saves a timer
 * for every request. On the event loop only.
 */
final class Ticks {
  private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final long often;
  private final Runnable look;
  private @Nullable Future<?> next;
  private boolean busy;

  /**
   * @param often in nanoseconds
   * @param look is done each time
   */
  Ticks(EventLoop loop, long often, Runnable look) {
    this.loop = loop;
    this.often = often;
    this.look = look;
  }

  void start() {
    schedule();
  }

  /** A request is under way from now on. */
  void busy() {
    if (!busy) {
      busy = true;
      stop();
      schedule();
    }
  }

  /** No request is under way; looked at less often from the next time on. */
  void quiet() {
    busy = false;
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void schedule() {
    next =
        loop.schedule(
            this::tick,
            busy ? often : Math.max(often, Math.min(SELDOM, often * 10)),
            TimeUnit.NANOSECONDS);
  }

  private void tick() {
    schedule();
    look.run();
  }
}
