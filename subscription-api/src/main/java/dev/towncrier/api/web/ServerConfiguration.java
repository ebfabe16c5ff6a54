package dev.towncrier.api.web;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestSettings.class)
class ServerConfiguration {

  /** A notification's id may hold a slash, which a path then has as {@code %2F}. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    return factory ->
        factory.addConnectorCustomizers(connector ->
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
  }

  /** So that no client keeps a connection by sending slowly. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedRequests(
      RequestSettings settings) {
    return factory -> {
      factory.setProtocol(BoundedHeadProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> bound(connector, settings));
      factory.addEngineValves(new UnreadBodyValve());
    };
  }

  private static void bound(Connector connector, RequestSettings settings) {
    if (connector.getProtocolHandler() instanceof BoundedHeadProtocol protocol) {
      protocol.headTimeout(settings.requestTimeout().toNanos());
    }
    // Within these, a chunked body could trickle without a read of ours ever ending.
    connector.setProperty("maxExtensionSize", "0");
    connector.setProperty("maxTrailerSize", "8");
  }
}
