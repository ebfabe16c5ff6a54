package dev.towncrier.api.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream that somebody reads. Whoever has an event offers it and never waits: so many are kept
 * for a reader, and one who is slower than that is cut off.
 */
final class EventStream {
  /** Events that wait for a reader. */
  static final int MOST_WAITING = 512;

  private static final Duration CHECK = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] BEGINNING = "retry: 3000\n\n".getBytes(US_ASCII);
  private static final byte[] COMMENT = ":\n\n".getBytes(US_ASCII);

  /** Wakes the writer of a stream that has ended; never written. */
  private static final ServerSentEvent END = new ServerSentEvent("end", "{}");

  private final String application;
  private final long checkNanos;
  private final long heartbeatNanos;
  private final BlockingQueue<ServerSentEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private boolean ended; // guarded by this

  /**
   * A stream that begins with what is offered from now on.
   *
   * @param application whose events it has
   */
  EventStream(String application) {
    this(application, CHECK, HEARTBEAT);
  }

  EventStream(String application, Duration check, Duration heartbeat) {
    this.application = application;
    checkNanos = check.toNanos();
    heartbeatNanos = heartbeat.toNanos();
  }

  String application() {
    return application;
  }

  /** Has it written next, or ends the stream if too many wait for that. */
  synchronized void offer(ServerSentEvent event) {
    if (!ended && !waiting.offer(event)) {
      end();
    }
  }

  /** Has nothing more written. */
  synchronized void end() {
    ended = true;
    waiting.clear();
    waiting.add(END);
  }

  /**
   * Writes until it is ended.
   *
   * @param mayGoOn asked every two seconds; no ends it
   * @throws IOException if the reader has gone, or takes nothing any more
   */
  void writeTo(OutputStream out, BooleanSupplier mayGoOn) throws IOException {
    out.write(BEGINNING);
    out.flush();
    long checked = System.nanoTime();
    long beat = checked;
    while (true) {
      ServerSentEvent event = next(checked + checkNanos - System.nanoTime());
      if (event == END) {
        return;
      }
      if (event != null) {
        event.writeTo(out);
      }
      long now = System.nanoTime();
      if (now - checked >= checkNanos) {
        checked = now;
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
      }
      if (now - beat >= heartbeatNanos) {
        beat = now;
        out.write(COMMENT);
      }
      if (waiting.isEmpty()) {
        out.flush();
      }
    }
  }

  private @Nullable ServerSentEvent next(long nanos) {
    try {
      return waiting.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return END;
    }
  }
}
