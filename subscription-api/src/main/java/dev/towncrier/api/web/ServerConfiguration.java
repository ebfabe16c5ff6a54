package dev.towncrier.api.web;

import java.util.Objects;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestSettings.class)
class ServerConfiguration {
  /** More than twice what was measured of one whose request's body comes slowly. */
  private static final int HEAP_OF_A_CONNECTION = 256 * 1_024;

  /** One address may hold one of so many shares of all connections. */
  private static final int SHARES = 4;

  /** A notification's id may hold a slash, which a path then has as {@code %2F}. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    return factory ->
        factory.addConnectorCustomizers(connector ->
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
  }

  /** So that no client takes the server by many connections, or keeps one by sending slowly. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedRequests(
      RequestSettings settings, ServerProperties server) {
    ForwardHeadersStrategy strategy = server.getForwardHeadersStrategy();
    boolean areProxies = strategy != null && strategy != ForwardHeadersStrategy.NONE;
    return factory -> {
      factory.setProtocol(BoundedProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> bound(connector, settings, areProxies));
      factory.addEngineValves(new UnreadBodyValve());
    };
  }

  /** Where those who connect {@code areProxies}, an address is that of many clients. */
  private static void bound(Connector connector, RequestSettings settings, boolean areProxies) {
    if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
      protocol.headTimeout(settings.requestTimeout().toNanos());
      int most = Math.min(protocol.getMaxConnections(), mostConnections());
      protocol.setMaxConnections(most);
      int ofOneAddress =
          Objects.requireNonNullElse(settings.connectionLimit(), Math.ceilDiv(most, SHARES));
      if (ofOneAddress > 0 && !areProxies) {
        protocol.connectionLimit(ofOneAddress);
      }
    }
    // Within these, a chunked body could trickle without a read of ours ever ending.
    connector.setProperty("maxExtensionSize", "0");
    connector.setProperty("maxTrailerSize", "8");
  }

  /** So many connections that their requests fit into less than half of the heap. */
  private static int mostConnections() {
    return Math.toIntExact(
        Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_OF_A_CONNECTION, 1, Integer.MAX_VALUE));
  }
}
