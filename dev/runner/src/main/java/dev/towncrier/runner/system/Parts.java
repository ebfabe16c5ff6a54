package dev.towncrier.runner.system;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in reverse order, whenever the stop comes. */
public final class Parts implements AutoCloseable {

  /** The promise is 30 s; what isn't done by then is left to the next start. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(28);

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private record Part(String name, AutoCloseable handle) {}

  private final ReentrantLock starting = new ReentrantLock();
  private final Deque<Part> started = new ArrayDeque<>();
  private volatile boolean stopping;
  private volatile String current = "nothing";

  /**
   * Starts a part.
   *
   * @throws CancellationException if a stop came first
   */
  public <T extends AutoCloseable> T start(String name, Callable<T> start) throws Exception {
    starting.lock();
    try {
      if (stopping) {
        throw new CancellationException("stopped before " + name + " was started");
      }
      current = name;
      T part = start.call();
      started.push(new Part(name, part));
      return part;
    } finally {
      starting.unlock();
    }
  }

  /**
   * Stops everything when the process is asked to end, within 30 s.
   *
   * @param errors hears of what didn't stop in time
   */
  public void stopWithProcess(PrintStream errors) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopInTime(errors), "stop"));
  }

  private void stopInTime(PrintStream errors) {
    Thread stopper = Thread.ofPlatform().name("stopper").start(this::close);
    try {
      if (!stopper.join(STOP_LIMIT)) {
        errors.println("Still stopping after " + STOP_LIMIT.toSeconds() + " s: " + current);
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a part that is being started, then stops all. Does nothing the second time. */
  @Override
  public void close() {
    stopping = true;
    starting.lock();
    try {
      while (!started.isEmpty()) {
        stop(started.pop());
      }
    } finally {
      starting.unlock();
    }
  }

  private void stop(Part part) {
    current = part.name();
    try {
      part.handle().close();
    } catch (Exception e) {
      // The others have to be stopped all the same.
      log.error("{} did not stop cleanly", part.name(), e);
    }
  }
}
