package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import java.time.InstantSource;

/** One request that was written, and the answer as far as it came. */
final class Attempt {
  /** An answer longer than this is not waited for. */
  static final int MAX_ANSWER = 32 * 1_024;

  private final PushRequest request;
  private final int streamId;
  private final long startedAt;
  private final ReceivedAnswer answer = new ReceivedAnswer();
  private int window;
  private int written;
  private int received;

  /**
   * @param streamId of HTTP/2; 0 on HTTP/1.1
   * @param startedAt in nanoseconds
   * @param window what the push service takes of the body, in bytes
   */
  Attempt(PushRequest request, int streamId, long startedAt, int window) {
    this.request = request;
    this.streamId = streamId;
    this.startedAt = startedAt;
    this.window = window;
  }

  int streamId() {
    return streamId;
  }

  long startedAt() {
    return startedAt;
  }

  ReceivedAnswer answer() {
    return answer;
  }

  /** How much of the body may be written while the connection takes {@code connectionWindow}. */
  int writable(int connectionWindow) {
    return Math.max(0, Math.min(Math.min(window, connectionWindow), unwritten()));
  }

  int unwritten() {
    return request.body().length - written;
  }

  /** Moves bytes of the body. */
  void writeBody(ByteBuf out, int bytes) {
    out.writeBytes(request.body(), written, bytes);
    written += bytes;
    window -= bytes;
  }

  /**
   * The push service takes more, or less.
   *
   * @return false if that is more than there can be (RFC 9113 section 6.9.1)
   */
  boolean widen(int by) {
    long wider = (long) window + by;
    window = (int) wider;
    return wider == window;
  }

  /** Takes a piece of the answer's body; false if it gets too long to be waited for. */
  boolean receive(ByteBuf data) {
    received += data.readableBytes();
    answer.body(data);
    return received <= MAX_ANSWER;
  }

  PushResponse meaning(Origin origin, InstantSource clock) {
    return answer.complete(origin.host(), request).meaning(clock);
  }
}
