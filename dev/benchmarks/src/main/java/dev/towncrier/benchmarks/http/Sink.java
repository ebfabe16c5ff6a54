package dev.towncrier.benchmarks.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A push service that accepts everything over HTTP/2 and TLS. A process of its own, so that its CPU
 * time is not the client's. It ends with its standard input.
 */
public final class Sink {
  private Sink() {}

  /**
   * Prints its port once it listens on 127.0.0.1.
   *
   * @param arguments where to write the authority to trust, as PEM
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println(portOf(listen(Path.of(arguments[0]))));
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  static int portOf(Channel listening) {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Listens until the channel is closed. */
  static Channel listen(Path ca) throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=sink")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle certificate =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .buildIssuedBy(authority);
    Files.writeString(ca, authority.getCertificatePEM());
    SslContext tls =
        SslContextBuilder.forServer(certificate.toKeyManagerFactory())
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2))
            .build();
    return new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel accepted) {
                accepted.pipeline().addLast(tls.newHandler(accepted.alloc()), new SinkConnection());
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
  }
}
