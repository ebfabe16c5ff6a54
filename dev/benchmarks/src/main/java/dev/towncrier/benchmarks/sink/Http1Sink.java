package dev.towncrier.benchmarks.sink;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** One HTTP/1.1 connection, kept open if the client likes, for peers that speak no HTTP/2. */
final class Http1Sink extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final Arrivals arrivals;

  Http1Sink(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    arrivals.add(EndpointPath.number(request.uri()), System.nanoTime());
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CREATED, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set("location", "/message/1")
        .set("ttl", "86400")
        .set(HttpHeaderNames.CONTENT_LENGTH, 0);
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
