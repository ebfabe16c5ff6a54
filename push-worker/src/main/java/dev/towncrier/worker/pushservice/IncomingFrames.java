package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.Map;

/** What comes in on an HTTP/2 connection, a frame at a time (RFC 9113 section 6). */
final class IncomingFrames extends Http2FrameAdapter {
  private static final int CONTINUE = 100;
  private static final int OK = 200;
  private static final int MAX_STATUS = 999;

  private final Http2Connection connection;

  IncomingFrames(Http2Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    onHeadersRead(ctx, streamId, headers, padding, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    Sending sending = connection.streams().find(streamId);
    if (sending == null) {
      return; // we gave it up before
    }
    ReceivedAnswer answer = sending.attempt().answer();
    if (answer.status() == 0) {
      int status = status(streamId, headers);
      if (status < OK && !endOfStream) {
        return; // an interim answer
      }
      answer.status(status);
      for (Map.Entry<CharSequence, CharSequence> header : headers) {
        answer.header(header.getKey(), header.getValue());
      }
    }
    if (endOfStream) {
      connection.answered(sending, true);
    }
  }

  private static int status(int streamId, Http2Headers headers) throws Http2Exception {
    CharSequence status = headers.status();
    int number = 0;
    for (int i = 0; status != null && i < status.length() && number <= MAX_STATUS; i++) {
      int digit = status.charAt(i) - '0';
      number = digit < 0 || digit > 9 ? MAX_STATUS + 1 : number * 10 + digit;
    }
    if (number < CONTINUE || number > MAX_STATUS) {
      throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "No status");
    }
    return number;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
      throws Http2Exception {
    int bytes = data.readableBytes() + padding;
    connection.acknowledge(bytes);
    Sending sending = connection.streams().find(streamId);
    if (sending != null) {
      if (sending.attempt().answer().status() == 0) {
        throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "No headers");
      }
      boolean bearable = sending.attempt().receive(data);
      if (endOfStream || !bearable) {
        connection.answered(sending, endOfStream);
      }
    }
    return bytes;
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
    if (errorCode == Http2Error.REFUSED_STREAM.code()) {
      connection.refused(streamId);
    } else {
      Http2Error error = Http2Error.valueOf(errorCode);
      connection.broken(streamId, "The push service reset the stream: " + error);
    }
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    connection.settings(settings);
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    connection.answerPing(data);
  }

  @Override
  public void onGoAwayRead(
      ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
    connection.goneAway(lastStreamId);
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    if (streamId == 0) {
      connection.widen(increment);
      return;
    }
    Sending sending = connection.streams().find(streamId);
    if (sending != null) {
      if (!sending.attempt().widen(increment)) {
        throw Http2Exception.streamError(
            streamId, Http2Error.FLOW_CONTROL_ERROR, "Window too large");
      }
      connection.resume();
    }
  }

  @Override
  public void onPushPromiseRead(
      ChannelHandlerContext ctx,
      int streamId,
      int promisedStreamId,
      Http2Headers headers,
      int padding)
      throws Http2Exception {
    throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "Push was switched off");
  }
}
