package dev.towncrier.benchmarks.sink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** Push services on 127.0.0.1, over TLS: some answer, one does not. */
final class SinkServer {

  private static final int MAX_BODY = 8_192;

  private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final Arrivals arrivals;
  private final SslContext tls;
  private final List<Integer> ports = new ArrayList<>();
  private final int silentPort;

  /**
   * Starts them on any free ports.
   *
   * @param keyStore PKCS #12, with the certificate and its key
   * @param answering how many of them answer, at least 1
   */
  SinkServer(Path keyStore, String password, int answering, Arrivals arrivals)
      throws IOException, GeneralSecurityException {
    this.arrivals = arrivals;
    this.tls = tls(keyStore, password.toCharArray());
    for (int i = 0; i < answering; i++) {
      ports.add(listen(false));
    }
    silentPort = listen(true);
  }

  private static SslContext tls(Path keyStore, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    try {
      return SslContextBuilder.forServer(managers)
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2,
                  ApplicationProtocolNames.HTTP_1_1))
          .build();
    } catch (SSLException e) {
      throw new IOException("The sink gets no TLS", e);
    }
  }

  private int listen(boolean silent) {
    Channel channel =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    SslHandler handler = tls.newHandler(accepted.alloc());
                    accepted.pipeline().addLast(handler, new Negotiation(arrivals, silent));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  int silentPort() {
    return silentPort;
  }

  /** Lets the client choose the protocol. */
  private static final class Negotiation extends ApplicationProtocolNegotiationHandler {

    private final Arrivals arrivals;
    private final boolean silent;

    Negotiation(Arrivals arrivals, boolean silent) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.arrivals = arrivals;
      this.silent = silent;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
        context.pipeline().addLast(silent ? Http2Sink.silent() : Http2Sink.answering(arrivals));
      } else if (silent) {
        context.pipeline().addLast(new Silence());
      } else {
        context
            .pipeline()
            .addLast(
                new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY), new Http1Sink(arrivals));
      }
    }
  }
}
