package dev.towncrier.benchmarks.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.function.IntConsumer;

final class VertxClient implements PostClient {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final RequestOptions options;
  private final Buffer body;

  VertxClient(Post post) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(post.ca().toString()))
                .setHttp2MultiplexingLimit(Posting.IN_FLIGHT / CONNECTIONS),
            new PoolOptions().setHttp2MaxSize(CONNECTIONS));
    options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(post.origin().getHost())
            .setPort(post.origin().getPort())
            .setURI(Post.PATH);
    Post.headers().forEach(options::putHeader);
    body = Buffer.buffer(post.body());
  }

  @Override
  public void post(IntConsumer done) {
    client
        .request(options)
        .compose(this::send)
        .onComplete(answered -> done.accept(answered.succeeded() ? answered.result() : FAILED));
  }

  private Future<Integer> send(HttpClientRequest request) {
    return request.send(body).compose(response -> response.end().map(_ -> response.statusCode()));
  }

  @Override
  public void close() {
    client.close();
    vertx.close();
  }
}
