package dev.towncrier.worker.pushservice;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A push service that does what it is told, frame by frame, be it allowed or not. It is called
 * push.example, on some port of 127.0.0.1.
 */
final class RawPushService implements AutoCloseable {
  static final String HOST = "push.example";

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;
  private final Path ca;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  private RawPushService(Path folder, String certifiedHost, String protocol, Accept accept)
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
                    accepted.pipeline().addLast(accept.handlers(RawPushService.this));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  private interface Accept {
    ChannelHandler[] handlers(RawPushService server);
  }

  static RawPushService start(Path folder, Behaviour behaviour) {
    return start(folder, HOST, behaviour);
  }

  /** One with the certificate of another host. */
  static RawPushService start(Path folder, String certifiedHost, Behaviour behaviour) {
    return started(
        folder,
        certifiedHost,
        "h2",
        server -> new ChannelHandler[] {new Peer(behaviour, server.peers)});
  }

  /** One that speaks HTTP/1.1, by the given handlers. */
  static RawPushService startHttp1(Path folder, Supplier<ChannelHandler[]> handlers) {
    return started(folder, HOST, "http/1.1", _ -> handlers.get());
  }

  private static RawPushService started(
      Path folder, String certifiedHost, String protocol, Accept accept) {
    try {
      return new RawPushService(folder, certifiedHost, protocol, accept);
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
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
