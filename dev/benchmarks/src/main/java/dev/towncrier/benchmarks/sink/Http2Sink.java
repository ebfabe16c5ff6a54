package dev.towncrier.benchmarks.sink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/** One HTTP/2 connection. Answers are flushed together after what was read together. */
final class Http2Sink extends Http2ConnectionHandler {

  /** What large push services allow, about. */
  private static final int MAX_STREAMS = 128;

  private static final Http2Headers CREATED =
      new DefaultHttp2Headers().status("201").add("location", "/message/1").add("ttl", "86400");

  private Http2Sink(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    super(decoder, encoder, settings);
  }

  /** Answers every request with 201 once it has come whole. */
  static Http2Sink answering(Arrivals arrivals) {
    return new Builder().build(new Requests(arrivals));
  }

  /** Takes requests and settings and answers the latter only. */
  static Http2Sink silent() {
    return new Builder().build(new Unanswered());
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Sink, Builder> {

    Http2Sink build(Http2FrameListener listener) {
      server(true);
      frameListener(listener);
      initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MAX_STREAMS));
      return build();
    }

    @Override
    protected Http2Sink build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2Sink(decoder, encoder, settings);
    }
  }

  /** Lets bodies flow, so that the client believes that all is well. */
  private static class Unanswered extends Http2EventAdapter {

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream) {
      return data.readableBytes() + padding;
    }
  }

  private static final class Requests extends Unanswered {

    private final Arrivals arrivals;
    private final IntObjectMap<Integer> endpoints = new IntObjectHashMap<>();

    Requests(Arrivals arrivals) {
      this.arrivals = arrivals;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers headers,
        int padding,
        boolean endOfStream) {
      endpoints.put(stream, (Integer) EndpointPath.number(headers.path()));
      if (endOfStream) {
        answer(context, stream);
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean endOfStream) {
      onHeadersRead(context, stream, headers, padding, endOfStream);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream) {
      if (endOfStream) {
        answer(context, stream);
      }
      return super.onDataRead(context, stream, data, padding, endOfStream);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long error) {
      endpoints.remove(stream);
    }

    private void answer(ChannelHandlerContext context, int stream) {
      Integer endpoint = endpoints.remove(stream);
      arrivals.add(endpoint == null ? -1 : endpoint, System.nanoTime());
      Http2Sink connection = (Http2Sink) context.handler();
      var _ =
          connection
              .encoder()
              .writeHeaders(context, stream, CREATED, 0, true, context.newPromise());
    }
  }
}
