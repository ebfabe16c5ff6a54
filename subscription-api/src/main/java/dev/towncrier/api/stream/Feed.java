package dev.towncrier.api.stream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Something that streams are told of, found out once however many there are: by one thread, which
 * lives only while there is a stream.
 */
abstract class Feed {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
  private static final Duration LAST_LOOK = Duration.ofSeconds(3);

  private final String name;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread; // that is to tell; guarded by this
  private @Nullable Thread latest; // which may have a last look under way; guarded by this
  private volatile boolean failed;

  Feed(String name) {
    this.name = name;
  }

  /**
   * Finds out and tells, until {@link #pause} or {@link #goesOn} says that it is enough. Is called
   * again a second after it has thrown.
   */
  abstract void tell();

  /** Notes that all is well, so that the next failure is logged. */
  final void isWell() {
    failed = false;
  }

  /** Notes a failure, which is logged unless the one before it was. */
  final void isIll(RuntimeException failure) {
    if (goesOn() && !failed) {
      failed = true;
      log.warn(
          "Streams go on without {}: {}",
          name,
          NestedExceptionUtils.getMostSpecificCause(failure).getClass().getSimpleName());
    }
  }

  /** Those to tell. */
  final Set<EventStream> streams() {
    return streams;
  }

  final synchronized void join(EventStream stream) {
    streams.add(stream);
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("stream of " + name).unstarted(this::run);
      latest = thread;
      thread.start();
    }
    notifyAll();
  }

  final synchronized void leave(EventStream stream) {
    streams.remove(stream);
    if (streams.isEmpty()) {
      thread = null;
      notifyAll();
    }
  }

  /** Tells nobody any more, and waits until its thread has let go of what it reads from. */
  final void stop() {
    Thread last;
    synchronized (this) {
      last = latest;
      thread = null;
      streams.clear();
      notifyAll();
    }
    try {
      if (last != null) {
        last.join(LAST_LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nobody listens. */
  final boolean isIdle() {
    return streams.isEmpty();
  }

  /** Whether the thread that asks is still the one that is to tell. */
  final synchronized boolean goesOn() {
    return thread == Thread.currentThread();
  }

  /** Waits for so long, or until a stream joins; false once there is nobody to tell. */
  @SuppressWarnings("WaitNotInLoop") // one that comes back early tells early
  final synchronized boolean pause(Duration duration) {
    try {
      if (goesOn()) {
        wait(Math.max(duration.toMillis(), 1));
      }
      return goesOn();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    do {
      try {
        tell();
      } catch (RuntimeException e) {
        isIll(e);
      }
    } while (pause(AFTER_A_FAILURE));
  }
}
