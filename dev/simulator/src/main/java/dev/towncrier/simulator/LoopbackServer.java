package dev.towncrier.simulator;

import dev.towncrier.simulator.tls.CertificateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server on one port, of 127.0.0.1 unless told otherwise, that tells TLS (HTTP/2 or HTTP/1.1 by
 * ALPN) from clear text (HTTP/1.1) by the first byte.
 */
final class LoopbackServer {
  private static final int MAX_THREADS = 32;
  private static final Duration IDLE = Duration.ofMinutes(15);

  private LoopbackServer() {}

  /**
   * A server that is bound, so that its port is known, but not started.
   *
   * @throws UncheckedIOException if the port is taken
   */
  static Server bound(SimulatorOptions options, KeyStore key) {
    var threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("push-service");
    threads.setDaemon(true);
    var server = new Server(threads);
    var connector = connector(server, options, key);
    connector.setHost(options.address());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("port " + options.port() + ": " + e.getMessage(), e);
    }
    return server;
  }

  private static ServerConnector connector(Server server, SimulatorOptions options, KeyStore key) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    var http1 = new HttpConnectionFactory(configuration);
    var http2 = new HTTP2ServerConnectionFactory(configuration);
    http2.setMaxConcurrentStreams(options.maxConcurrentStreams());
    // Clients under test may reset as many streams as they like.
    http2.setRateControlFactory(new RateControl.Factory() {});
    http2.setStreamIdleTimeout(IDLE.toMillis());
    var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol(http1.getProtocol());
    var tls = new SslConnectionFactory(tls(key), alpn.getProtocol());
    return new ServerConnector(server, new DetectorConnectionFactory(tls), http1, alpn, http2);
  }

  private static SslContextFactory.Server tls(KeyStore key) {
    var tls = new SslContextFactory.Server();
    tls.setKeyStore(key);
    tls.setKeyStorePassword(CertificateFolder.PASSWORD);
    return tls;
  }
}
