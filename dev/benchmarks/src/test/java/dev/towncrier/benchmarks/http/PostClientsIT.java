package dev.towncrier.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.measure.Cost;
import io.netty.channel.Channel;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everyone who is measured gets through to the sink. */
@Timeout(60)
class PostClientsIT {
  @TempDir private Path folder;
  private Channel sink;
  private Post post;

  @BeforeEach
  void startSink() throws Exception {
    Path ca = folder.resolve("ca.pem");
    sink = Sink.listen(ca);
    post = new Post(URI.create("https://localhost:" + Sink.portOf(sink)), ca, new byte[300]);
  }

  @AfterEach
  void stopSink() {
    sink.close().syncUninterruptibly();
  }

  static List<Function<Post, PostClient>> clients() {
    return List.of(
        post -> new TowncrierClient(post, InstantSource.system()),
        NettyHandlerClient::new,
        ReactorNettyClient::new,
        VertxClient::new,
        ApacheClient::new,
        JettyClient::new,
        JdkClient::new);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void isAcceptedEveryTime(Function<Post, PostClient> clientOf) {
    try (PostClient client = clientOf.apply(post)) {
      Cost cost = new Posting(client).run(3_000);

      assertThat(cost.times()).isEqualTo(3_000);
    }
  }
}
