package dev.towncrier.benchmarks.http;

import dev.towncrier.contract.Urgency;
import dev.towncrier.worker.pushservice.NettyPushServiceClient;
import dev.towncrier.worker.pushservice.PushRequest;
import dev.towncrier.worker.pushservice.PushResponse;
import dev.towncrier.worker.pushservice.PushServiceClient;
import dev.towncrier.worker.pushservice.PushServiceSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntConsumer;

/** The worker's own. */
final class TowncrierClient implements PostClient {
  static final String NAME = "towncrier";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PushServiceClient client;
  private final PushRequest request;

  TowncrierClient(Post post, InstantSource clock) {
    PushServiceSettings settings =
        new PushServiceSettings(List.of(), false, post.ca(), PATIENCE, PATIENCE);
    client = new NettyPushServiceClient(settings, (_, _) -> true, clock);
    request =
        new PushRequest(
            post.origin().toString(),
            post.endpoint().getRawPath(),
            post.body(),
            Post.TTL_SECONDS,
            Urgency.NORMAL,
            null,
            Post.AUTHORIZATION);
  }

  @Override
  public void post(IntConsumer done) {
    client.send(
        request.pushService(),
        new PushServiceClient.Exchange() {
          @Override
          public PushRequest request() {
            return request;
          }

          @Override
          public void answered(PushResponse response) {
            done.accept(
                response instanceof PushResponse.Accepted accepted ? accepted.status() : FAILED);
          }

          @Override
          public void failed(RuntimeException cause) {
            done.accept(FAILED);
          }
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
