package dev.towncrier.benchmarks.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** The JDK's, twice, because each has one connection to a server. */
final class JdkClient implements PostClient {
  private final List<HttpClient> clients;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpRequest request;

  JdkClient(Post post) {
    clients =
        Stream.generate(() ->
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .sslContext(TrustOf.context(post.ca()))
                    .build())
            .limit(CONNECTIONS)
            .toList();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(post.endpoint()).POST(BodyPublishers.ofByteArray(post.body()));
    Post.headers().forEach(builder::header);
    request = builder.build();
  }

  @Override
  public void post(IntConsumer done) {
    HttpClient client = clients.get(Math.floorMod(turn.getAndIncrement(), CONNECTIONS));
    var _ =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .handle((response, failure) -> {
              done.accept(failure == null ? response.statusCode() : FAILED);
              return null;
            });
  }

  @Override
  public void close() {
    clients.forEach(HttpClient::close);
  }
}
