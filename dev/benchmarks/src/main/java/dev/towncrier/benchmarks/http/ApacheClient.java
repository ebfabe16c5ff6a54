package dev.towncrier.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/** Apache's asynchronous one for HTTP/2, twice, because each has one connection to a server. */
final class ApacheClient implements PostClient {
  private final List<CloseableHttpAsyncClient> clients;
  private final AtomicInteger turn = new AtomicInteger();
  private final Post post;

  ApacheClient(Post post) {
    this.post = post;
    clients = Stream.generate(this::client).limit(CONNECTIONS).toList();
    clients.forEach(CloseableHttpAsyncClient::start);
  }

  private CloseableHttpAsyncClient client() {
    return HttpAsyncClients.customHttp2()
        .setTlsStrategy(
            ClientTlsStrategyBuilder.create()
                .setSslContext(TrustOf.context(post.ca()))
                .buildAsync())
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  @Override
  public void post(IntConsumer done) {
    SimpleRequestBuilder builder = SimpleRequestBuilder.post(post.endpoint());
    Post.headers().forEach(builder::addHeader);
    SimpleHttpRequest request =
        builder.setBody(post.body(), ContentType.parse(Post.CONTENT_TYPE)).build();
    var _ =
        clients
            .get(Math.floorMod(turn.getAndIncrement(), CONNECTIONS))
            .execute(
                request,
                new FutureCallback<SimpleHttpResponse>() {
                  @Override
                  public void completed(SimpleHttpResponse response) {
                    done.accept(response.getCode());
                  }

                  @Override
                  public void failed(Exception cause) {
                    done.accept(FAILED);
                  }

                  @Override
                  public void cancelled() {
                    done.accept(FAILED);
                  }
                });
  }

  @Override
  public void close() {
    for (CloseableHttpAsyncClient client : clients) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
