package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one HTTP/2 connection. Requests are gathered in one buffer, so that they share
 * TLS records and system calls; control frames keep their place among them.
 */
final class OutgoingFrames {
  /** What the push service may send of all answers together before it is acknowledged. */
  static final int ANSWER_WINDOW = 1_024 * 1_024;

  /** The most that an answer's headers may take, in bytes. */
  static final int MAX_HEADER_LIST = 16 * 1_024;

  private static final int FULL = 15 * 1_024; // about a TLS record
  private static final int CAPACITY = 20 * 1_024;
  private static final long PING = 0x746f_776e_6372_6965L;

  private final ChannelHandlerContext context;
  private final Http2FrameWriter control = new DefaultHttp2FrameWriter();
  private @Nullable ByteBuf buffer;
  private boolean unflushed;
  private int unacknowledged;

  OutgoingFrames(ChannelHandlerContext context) {
    this.context = context;
  }

  /** The first words (RFC 9113 section 3.4), flushed. */
  void greet() {
    var _ = context.write(Http2CodecUtil.connectionPrefaceBuf(), context.voidPromise());
    Http2Settings settings =
        new Http2Settings().pushEnabled(false).maxHeaderListSize(MAX_HEADER_LIST);
    var _ = control.writeSettings(context, settings, context.newPromise());
    int wider = ANSWER_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    var _ = control.writeWindowUpdate(context, 0, wider, context.newPromise());
    unflushed = true;
    flush();
  }

  /** Where requests are written. */
  ByteBuf buffer() {
    if (buffer == null) {
      buffer = context.alloc().directBuffer(CAPACITY);
    }
    return buffer;
  }

  void flushIfFull() {
    if (buffer != null && buffer.readableBytes() >= FULL) {
      flush();
    }
  }

  void flush() {
    writeBuffer();
    if (unflushed) {
      unflushed = false;
      context.flush();
    }
  }

  private void writeBuffer() {
    ByteBuf full = buffer;
    buffer = null;
    if (full != null) {
      var _ = context.write(full, context.voidPromise());
      unflushed = true;
    }
  }

  private void beforeControl() {
    writeBuffer();
    unflushed = true;
  }

  void reset(int streamId, Http2Error error) {
    beforeControl();
    var _ = control.writeRstStream(context, streamId, error.code(), context.newPromise());
  }

  void ping() {
    beforeControl();
    var _ = control.writePing(context, false, PING, context.newPromise());
  }

  void answerPing(long data) {
    beforeControl();
    var _ = control.writePing(context, true, data, context.newPromise());
  }

  void acknowledgeSettings() {
    beforeControl();
    var _ = control.writeSettingsAck(context, context.newPromise());
  }

  /** Makes room for {@code bytes} more of answers, at times. */
  void acknowledge(int bytes) {
    unacknowledged += bytes;
    if (unacknowledged >= ANSWER_WINDOW / 2) {
      beforeControl();
      var _ = control.writeWindowUpdate(context, 0, unacknowledged, context.newPromise());
      unacknowledged = 0;
    }
  }

  /** The last words. */
  void goAway(Http2Error error) {
    beforeControl();
    var _ =
        control.writeGoAway(context, 0, error.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
    flush();
  }

  void close() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
    control.close();
  }
}
