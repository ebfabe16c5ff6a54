package dev.towncrier.benchmarks.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.collection.IntObjectHashMap;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Netty's connection handler as it comes, with flushes coalesced. */
final class NettyHandlerClient implements PostClient {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(CONNECTIONS, NioIoHandler.newFactory());
  private final Post post;
  private final List<Connection> connections;
  private final AtomicInteger turn = new AtomicInteger();

  NettyHandlerClient(Post post) {
    this.post = post;
    SslContext tls = tls(post);
    connections = Stream.generate(() -> new Connection(tls)).limit(CONNECTIONS).toList();
    connections.forEach(connection -> connection.ready.join());
  }

  private static SslContext tls(Post post) {
    try {
      return SslContextBuilder.forClient()
          .trustManager(post.ca().toFile())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("No TLS", e);
    }
  }

  @Override
  public void post(IntConsumer done) {
    connections.get(Math.floorMod(turn.getAndIncrement(), CONNECTIONS)).post(done);
  }

  @Override
  public void close() {
    loops.shutdownGracefully().syncUninterruptibly();
  }

  private final class Connection extends Http2FrameAdapter {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final IntObjectHashMap<IntConsumer> open = new IntObjectHashMap<>();
    private final Http2ConnectionHandler handler;
    private final Channel channel;
    private boolean flushing;

    private Connection(SslContext tls) {
      handler =
          new Http2ConnectionHandlerBuilder()
              .server(false)
              .validateHeaders(false)
              .frameListener(this)
              .build();
      String host = post.origin().getHost();
      int port = post.origin().getPort();
      channel =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                      opened.pipeline().addLast(tls.newHandler(opened.alloc(), host, port));
                      opened.pipeline().addLast(handler);
                    }
                  })
              .connect(new InetSocketAddress(host, port))
              .syncUninterruptibly()
              .channel();
    }

    private void post(IntConsumer done) {
      channel.eventLoop().execute(() -> write(done));
    }

    private void write(IntConsumer done) {
      ChannelHandlerContext ctx = channel.pipeline().context(handler);
      Http2Headers headers =
          new DefaultHttp2Headers(false)
              .method("POST")
              .scheme("https")
              .authority(post.origin().getAuthority())
              .path(Post.PATH);
      Post.headers().forEach(headers::add);
      headers.add("content-length", Integer.toString(post.body().length));
      int id = handler.connection().local().incrementAndGetNextStreamId();
      open.put(id, done);
      var _ = handler.encoder().writeHeaders(ctx, id, headers, 0, false, ctx.newPromise());
      var _ =
          handler
              .encoder()
              .writeData(ctx, id, Unpooled.wrappedBuffer(post.body()), 0, true, ctx.newPromise());
      if (!flushing) {
        flushing = true;
        channel
            .eventLoop()
            .execute(() -> {
              flushing = false;
              channel.flush();
            });
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      ready.complete(null);
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
        boolean last) {
      onHeadersRead(ctx, streamId, headers, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean last) {
      IntConsumer done = open.remove(streamId);
      if (done != null && last) {
        done.accept(Integer.parseInt(headers.status().toString()));
      }
    }
  }
}
