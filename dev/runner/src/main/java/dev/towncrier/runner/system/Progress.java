package dev.towncrier.runner.system;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Tells step by step what is being started, and how long it took. */
public final class Progress {

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long begin;

  /**
   * Reports to a stream.
   *
   * @param nanoTime such as {@link System#nanoTime}
   */
  public Progress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  /** Does one step. */
  public <T> T step(String what, Callable<T> work) throws Exception {
    out.printf(Locale.ROOT, "  %-46s", what);
    out.flush();
    long start = nanoTime.getAsLong();
    try {
      T result = work.call();
      out.println(seconds(start));
      return result;
    } catch (Exception e) {
      out.println("failed after " + seconds(start));
      throw e;
    }
  }

  /** Says what is true from now on. */
  public void tell(String name, Object value) {
    out.printf(Locale.ROOT, "  %-14s%s%n", name, value);
  }

  /** Says that something begins or ends. */
  public void line(String text) {
    out.println(text);
  }

  /** Returns the time since the report began, such as {@code 7.3 s}. */
  public String total() {
    return seconds(begin);
  }

  private String seconds(long since) {
    double seconds = Duration.ofNanos(nanoTime.getAsLong() - since).toMillis() / 1_000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
