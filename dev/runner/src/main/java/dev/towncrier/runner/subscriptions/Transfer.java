package dev.towncrier.runner.subscriptions;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells on a terminal how much of a long transfer is done; says nothing elsewhere, nor of one that
 * is done within half a second. Its line is 40 columns wide at most, up to 9,999 MB.
 */
final class Transfer implements AutoCloseable {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
  private static final int WIDTH = 20;
  private static final long KILOBYTE = 1_000;
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream terminal;
  private final boolean shown;
  private final long total;
  private final LongSupplier nanos;
  private long done;
  private long last;
  private int printed;
  private boolean closed;

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

  /** One of a file, told on standard error. */
  static Transfer ofFile(long total) {
    return onStandardError(Terminal.isStandardError(), total);
  }

  /** One to standard output; on a terminal, what is transferred shows by itself. */
  static Transfer toStandardOutput() {
    return onStandardError(Terminal.isStandardError() && !Terminal.isStandardOutput(), 0);
  }

  /** Ends its line also when the process is interrupted. */
  private static Transfer onStandardError(boolean shown, long total) {
    var transfer = new Transfer(System.err, shown, total, System::nanoTime);
    Runtime.getRuntime().addShutdownHook(new Thread(transfer::close, "end-of-line"));
    return transfer;
  }

  /** Counts from the stream's beginning; one that is read again counts anew. */
  synchronized InputStream counted(InputStream stream) {
    done = 0;
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

  private synchronized void add(int bytes) {
    done += bytes;
    long now = nanos.getAsLong();
    if (shown && !closed && now - last >= PAUSE_NANOS) {
      last = now;
      print();
    }
  }

  private void print() {
    String line = total == 0 ? size() : bar();
    // Spaces over what a longer line has left.
    terminal.print("\r" + line + " ".repeat(Math.max(0, printed - line.length())));
    terminal.flush();
    printed = line.length();
  }

  private String bar() {
    long part = Math.min(done, total); // a file may grow meanwhile
    int filled = (int) (WIDTH * part / total);
    return "["
        + "#".repeat(filled)
        + " ".repeat(WIDTH - filled)
        + "] "
        + 100 * part / total
        + " % "
        + size();
  }

  private String size() {
    return done < MEGABYTE
        ? String.format(Locale.ROOT, "%,d kB", done / KILOBYTE)
        : String.format(Locale.ROOT, "%,d MB", done / MEGABYTE);
  }

  /** Ends the line, if there is one, with what was done in the end. */
  @Override
  public synchronized void close() {
    if (printed > 0 && !closed) {
      print();
      terminal.println();
    }
    closed = true;
  }
}
