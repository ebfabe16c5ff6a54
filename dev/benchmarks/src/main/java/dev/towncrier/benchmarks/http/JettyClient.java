package dev.towncrier.benchmarks.http;

import java.util.function.IntConsumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

final class JettyClient implements PostClient {
  private final Post post;
  private final HttpClient client;

  JettyClient(Post post) {
    this.post = post;
    ClientConnector connector = new ClientConnector();
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setTrustStore(TrustOf.store(post.ca()));
    connector.setSslContextFactory(tls);
    client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client(connector)));
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setUserAgentField(null);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not start", e);
    }
  }

  @Override
  public void post(IntConsumer done) {
    Request request =
        client
            .POST(post.endpoint())
            .headers(headers -> Post.headers().forEach(headers::put))
            .body(new BytesRequestContent(Post.CONTENT_TYPE, post.body()));
    request.send(
        result -> done.accept(result.isSucceeded() ? result.getResponse().getStatus() : FAILED));
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not stop", e);
    }
  }
}
