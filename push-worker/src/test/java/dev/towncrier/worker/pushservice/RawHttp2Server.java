package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A push service that does what it is told, frame by frame, be it allowed or not. It is called
 * push.example, on some port of 127.0.0.1.
 */
final class RawHttp2Server implements AutoCloseable {
  static final String HOST = "push.example";
  private static final int PREFACE = 24;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;
  private final Path ca;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  /** What it does. */
  interface Behaviour {
    /** Its first words. */
    default Http2Settings settings() {
      return new Http2Settings();
    }

    /** A request is complete. */
    void requested(Peer peer, int streamId);

    default boolean answersPings() {
      return true;
    }

    /** Whether requests' bodies are acknowledged. */
    default boolean widensWindows() {
      return true;
    }
  }

  private RawHttp2Server(Path folder, String certifiedHost, String protocol, Accept accept)
      throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=authority of a test")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle certificate =
        new CertificateBuilder()
            .subject("CN=" + certifiedHost)
            .addSanDnsName(certifiedHost)
            .buildIssuedBy(authority);
    ca = Files.writeString(folder.resolve("ca.pem"), authority.getCertificatePEM());
    SslContext tls =
        SslContextBuilder.forServer(certificate.toKeyManagerFactory())
            .sslProvider(SslProvider.JDK)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    protocol))
            .build();
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    accepted.pipeline().addLast(tls.newHandler(accepted.alloc()));
                    accepted.pipeline().addLast(accept.handlers(RawHttp2Server.this));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  private interface Accept {
    ChannelHandler[] handlers(RawHttp2Server server);
  }

  static RawHttp2Server start(Path folder, Behaviour behaviour) {
    return start(folder, HOST, behaviour);
  }

  /** One with the certificate of another host. */
  static RawHttp2Server start(Path folder, String certifiedHost, Behaviour behaviour) {
    return started(
        folder,
        certifiedHost,
        "h2",
        server -> new ChannelHandler[] {new Peer(behaviour, server.peers)});
  }

  /** One that speaks HTTP/1.1, by the given handlers. */
  static RawHttp2Server startHttp1(
      Path folder, java.util.function.Supplier<ChannelHandler[]> handlers) {
    return started(folder, HOST, "http/1.1", _ -> handlers.get());
  }

  private static RawHttp2Server started(
      Path folder, String certifiedHost, String protocol, Accept accept) {
    try {
      return new RawHttp2Server(folder, certifiedHost, protocol, accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String origin() {
    return "https://" + HOST + ":" + ((InetSocketAddress) listening.localAddress()).getPort();
  }

  Path certificateAuthority() {
    return ca;
  }

  /** Connections so far, in their order. */
  List<Peer> peers() {
    return peers;
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One connection. All of it may be called on its event loop only. */
  static final class Peer extends ByteToMessageDecoder {
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

    private Peer(Behaviour behaviour, List<Peer> peers) {
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
      var _ = context.executor().schedule(task, millis, java.util.concurrent.TimeUnit.MILLISECONDS);
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
          writer.writeGoAway(
              context,
              lastStreamId,
              0,
              io.netty.buffer.Unpooled.EMPTY_BUFFER,
              context.newPromise());
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

  static int defaultWindow() {
    return Http2CodecUtil.DEFAULT_WINDOW_SIZE;
  }
}
