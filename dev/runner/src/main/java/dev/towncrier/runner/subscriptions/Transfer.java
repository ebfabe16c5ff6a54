package dev.towncrier.runner.subscriptions;

import java.io.Console;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells on a terminal how much of a long transfer is done; says nothing elsewhere. */
final class Transfer implements AutoCloseable {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
  private static final int WIDTH = 30;
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream terminal;
  private final boolean shown;
  private final long total;
  private final LongSupplier nanos;
  private long done;
  private long last;
  private boolean begun;

  /**
   * Begins one.
   *
   * @param shown whether {@code terminal} is one
   * @param total bytes; 0 if that is not known
   */
  Transfer(PrintStream terminal, boolean shown, long total, LongSupplier nanos) {
    this.terminal = terminal;
    this.shown = shown;
    this.total = total;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** One on standard error. */
  static Transfer of(long total) {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new Transfer(System.err, terminal, total, System::nanoTime);
  }

  InputStream counted(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        add(Math.max(0, count));
        return count;
      }
    };
  }

  OutputStream counted(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(int value) throws IOException {
        out.write(value);
        add(1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        add(length);
      }
    };
  }

  private void add(int bytes) {
    done += bytes;
    long now = nanos.getAsLong();
    if (shown && now - last >= PAUSE_NANOS) {
      last = now;
      begun = true;
      terminal.print("\r" + line());
      terminal.flush();
    }
  }

  private String line() {
    String size = String.format("%,d MB", done / MEGABYTE);
    if (total == 0) {
      return size;
    }
    int part = (int) (WIDTH * done / total);
    return "["
        + "#".repeat(part)
        + " ".repeat(WIDTH - part)
        + "] "
        + 100 * done / total
        + " % "
        + size;
  }

  /** Ends the line, if there is one. */
  @Override
  public void close() {
    if (begun) {
      terminal.println();
    }
  }
}
