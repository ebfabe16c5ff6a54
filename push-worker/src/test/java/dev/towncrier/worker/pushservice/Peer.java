package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection of a raw push service. What it sends, it sends on its event loop. */
final class Peer extends ByteToMessageDecoder {
  private static final int PREFACE = 24;

  private final Behaviour behaviour;
  private final List<Peer> peers;
  private final Http2FrameReader reader = new DefaultHttp2FrameReader();
  private final Http2FrameWriter writer = new DefaultHttp2FrameWriter();
  private final Map<Integer, Http2Headers> open = new TreeMap<>();
  private final Map<Integer, Integer> received = new TreeMap<>();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Queue<String> resets = new ConcurrentLinkedQueue<>();
  private ChannelHandlerContext context;
  private boolean greeted;

  Peer(Behaviour behaviour, List<Peer> peers) {
    this.behaviour = behaviour;
    this.peers = peers;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Http2Exception {
    if (!greeted) {
      if (in.readableBytes() < PREFACE) {
        return;
      }
      in.skipBytes(PREFACE);
      greeted = true;
      peers.add(this);
      var _ = writer.writeSettings(ctx, behaviour.settings(), ctx.newPromise());
      ctx.flush();
    }
    reader.readFrame(ctx, in, new Listener());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  int requests() {
    return requests.get();
  }

  /** The most requests that were open at a time. */
  int mostOpen() {
    return mostOpen.get();
  }

  /** Resets by the client, as stream:error. */
  Queue<String> resets() {
    return resets;
  }

  boolean isOpen() {
    return context.channel().isActive();
  }

  int openRequests() {
    return open.size();
  }

  /** The headers of an open request. */
  Http2Headers headers(int streamId) {
    return open.get(streamId);
  }

  void later(long millis, Runnable task) {
    var _ = context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  void answer(int streamId, int status) {
    open.remove(streamId);
    headers(streamId, status, true);
  }

  void headers(int streamId, int status, boolean last) {
    Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(status));
    var _ = writer.writeHeaders(context, streamId, headers, 0, last, context.newPromise());
    context.flush();
  }

  void redirect(int streamId, int status, String location) {
    open.remove(streamId);
    Http2Headers headers =
        new DefaultHttp2Headers().status(Integer.toString(status)).add("location", location);
    var _ = writer.writeHeaders(context, streamId, headers, 0, true, context.newPromise());
    context.flush();
  }

  void trailers(int streamId) {
    open.remove(streamId);
    Http2Headers headers = new DefaultHttp2Headers().add("trailer", "1");
    var _ = writer.writeHeaders(context, streamId, headers, 0, true, context.newPromise());
    context.flush();
  }

  void data(int streamId, String text, boolean last) {
    ByteBuf data = context.alloc().buffer();
    data.writeCharSequence(text, UTF_8);
    var _ = writer.writeData(context, streamId, data, 0, last, context.newPromise());
    context.flush();
  }

  void refuse(int streamId) {
    reset(streamId, Http2Error.REFUSED_STREAM);
  }

  void reset(int streamId, Http2Error error) {
    open.remove(streamId);
    var _ = writer.writeRstStream(context, streamId, error.code(), context.newPromise());
    context.flush();
  }

  void goAway(int lastStreamId) {
    open.keySet().removeIf(id -> id > lastStreamId);
    var _ =
        writer.writeGoAway(context, lastStreamId, 0, Unpooled.EMPTY_BUFFER, context.newPromise());
    context.flush();
  }

  void settings(Http2Settings settings) {
    var _ = writer.writeSettings(context, settings, context.newPromise());
    context.flush();
  }

  void widen(int streamId, int by) {
    var _ = writer.writeWindowUpdate(context, streamId, by, context.newPromise());
    context.flush();
  }

  void cut() {
    var _ = context.channel().close();
  }

  private final class Listener extends Http2FrameAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last) {
      open.put(id, headers);
      received.put(id, 0);
      mostOpen.accumulateAndGet(open.size(), Math::max);
      if (last) {
        complete(id);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
      int bytes = data.readableBytes() + padding;
      received.merge(id, bytes, Integer::sum);
      if (behaviour.widensWindows() && bytes > 0) {
        widen(0, bytes);
        if (!last) {
          widen(id, bytes);
        }
      }
      if (last) {
        complete(id);
      }
      return bytes;
    }

    private void complete(int id) {
      requests.incrementAndGet();
      behaviour.requested(Peer.this, id);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
      open.remove(id);
      resets.add(id + ":" + Http2Error.valueOf(error));
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      var _ = writer.writeSettingsAck(ctx, ctx.newPromise());
      ctx.flush();
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) {
      if (behaviour.answersPings()) {
        var _ = writer.writePing(ctx, true, data, ctx.newPromise());
        ctx.flush();
      }
    }
  }

  /** Bytes of a request's body. */
  int bodyLength(int streamId) {
    return received.get(streamId);
  }
}
