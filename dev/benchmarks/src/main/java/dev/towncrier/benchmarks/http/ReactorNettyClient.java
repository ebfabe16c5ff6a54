package dev.towncrier.benchmarks.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

final class ReactorNettyClient implements PostClient {
  private final Post post;
  private final ConnectionProvider connections;
  private final HttpClient client;

  ReactorNettyClient(Post post) {
    this.post = post;
    connections =
        ConnectionProvider.builder("bench")
            .allocationStrategy(
                Http2AllocationStrategy.builder()
                    .minConnections(CONNECTIONS)
                    .maxConnections(CONNECTIONS)
                    .maxConcurrentStreams(Posting.IN_FLIGHT / CONNECTIONS)
                    .build())
            .pendingAcquireMaxCount(-1)
            .build();
    client =
        HttpClient.create(connections)
            .protocol(HttpProtocol.H2)
            .secure(tls -> tls.sslContext(context(post)))
            .headers(headers -> Post.headers().forEach(headers::set));
  }

  private static SslContext context(Post post) {
    try {
      return Http2SslContextSpec.forClient()
          .configure(context -> context.trustManager(post.ca().toFile()))
          .sslContext();
    } catch (SSLException e) {
      throw new IllegalStateException("No TLS", e);
    }
  }

  @Override
  public void post(IntConsumer done) {
    client
        .post()
        .uri(post.endpoint())
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(post.body())))
        .responseSingle((response, body) -> body.then(Mono.just(response.status().code())))
        .subscribe(done::accept, _ -> done.accept(FAILED));
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
