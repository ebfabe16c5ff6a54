package dev.towncrier.benchmarks.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/** Accepts every request at once, with the headers that push services send. */
final class SinkConnection extends ByteToMessageDecoder {
  /** More than is ever in flight. */
  private static final int MAX_STREAMS = 256;

  private static final int WINDOW = 16 * 1_024 * 1_024;
  private static final Http2Headers CREATED =
      ReadOnlyHttp2Headers.serverHeaders(
          false,
          AsciiString.cached("201"),
          AsciiString.cached("location"),
          AsciiString.cached("https://localhost/message/0123456789"),
          AsciiString.cached("ttl"),
          AsciiString.cached("86400"));

  private final Http2FrameReader reader = new DefaultHttp2FrameReader(false);
  private final Http2FrameWriter writer = new DefaultHttp2FrameWriter();
  private final Listener listener = new Listener();
  private boolean greeted;
  private int received;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Http2Exception {
    if (!greeted) {
      int preface = Http2CodecUtil.connectionPrefaceBuf().readableBytes();
      if (in.readableBytes() < preface) {
        return;
      }
      in.skipBytes(preface);
      greeted = true;
      Http2Settings settings = new Http2Settings().maxConcurrentStreams(MAX_STREAMS);
      var _ = writer.writeSettings(ctx, settings, ctx.newPromise());
      var _ = writer.writeWindowUpdate(ctx, 0, WINDOW, ctx.newPromise());
    }
    reader.readFrame(ctx, in, listener);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  private final class Listener extends Http2FrameAdapter {
    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last) {
      int bytes = data.readableBytes() + padding;
      received += bytes;
      if (received > WINDOW / 2) {
        var _ = writer.writeWindowUpdate(ctx, 0, received, ctx.newPromise());
        received = 0;
      }
      if (last) {
        var _ = writer.writeHeaders(ctx, streamId, CREATED, 0, true, ctx.newPromise());
      }
      return bytes;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      var _ = writer.writeSettingsAck(ctx, ctx.newPromise());
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) {
      var _ = writer.writePing(ctx, true, data, ctx.newPromise());
    }
  }
}
