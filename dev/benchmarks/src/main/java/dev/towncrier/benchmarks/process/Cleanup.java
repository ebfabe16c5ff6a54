package dev.towncrier.benchmarks.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be closed in reverse order: at the end, or when the process is stopped. */
public final class Cleanup implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Closes everything when the process ends, at the latest. */
  public Cleanup() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "cleanup"));
  }

  /** Adds what was just started. */
  public synchronized <T extends AutoCloseable> T add(T started) {
    open.push(started);
    return started;
  }

  /** Closes it now instead of at the end. */
  public synchronized void closeNow(AutoCloseable started) {
    if (open.remove(started)) {
      closeQuietly(started);
    }
  }

  /** Does nothing the second time. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      closeQuietly(open.pop());
    }
  }

  private static void closeQuietly(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      // The others have to go all the same.
      System.err.println("Did not close cleanly: " + e);
    }
  }
}
