package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.worker.pushservice.PushResponse.Accepted;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.Unreachable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What push services do to a client over HTTP/1.1 and TLS. */
@Timeout(60)
class Http1PushServiceIT {
  private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";

  @TempDir private Path folder;
  private final Set<ChannelHandlerContext> connections = ConcurrentHashMap.newKeySet();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private RawPushService server;
  private PushServiceClient client;

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void sendsWhatRfc8030AsksFor() {
    start(Duration.ofSeconds(10), (ctx, _) -> say(ctx, CREATED));

    assertThat(send(1).getFirst().answer()).isEqualTo(new Accepted(201, null, null));

    assertThat(heads.remove().lines())
        .contains(
            "POST /push/subscription?x=y",
            "host: " + server.origin().substring("https://".length()),
            "authorization: " + Requests.AUTHORIZATION,
            "content-encoding: aes128gcm",
            "content-type: application/notification+json",
            "content-length: 100",
            "ttl: 60",
            "urgency: normal");
  }

  @Test
  void usesConnectionsAgainAndSeveral() {
    start(
        Duration.ofSeconds(10),
        (ctx, _) -> {
          var _ = ctx.executor().schedule(() -> say(ctx, CREATED), 2, TimeUnit.MILLISECONDS);
        });

    assertThat(send(300))
        .allSatisfy(
            exchange -> assertThat(exchange.answer()).isEqualTo(new Accepted(201, null, null)));

    assertThat(connections).hasSizeBetween(2, Connection.MOST_OF_HTTP_1);
  }

  @Test
  void opensAnotherConnectionAfterOneThatWasClosed() {
    start(
        Duration.ofSeconds(10),
        (ctx, _) ->
            say(ctx, "HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));

    assertThat(send(20))
        .allSatisfy(
            exchange -> assertThat(exchange.answer()).isEqualTo(new Accepted(201, null, null)));

    assertThat(connections).hasSize(20);
  }

  @Test
  void looksPastInterimAnswers() {
    start(
        Duration.ofSeconds(10),
        (ctx, _) ->
            say(ctx, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + CREATED));

    assertThat(send(3))
        .allSatisfy(
            exchange -> assertThat(exchange.answer()).isEqualTo(new Accepted(201, null, null)));
  }

  @Test
  void cutsOffAnAnswerWithoutEnd() {
    start(
        Duration.ofSeconds(10),
        (ctx, _) ->
            say(ctx, "HTTP/1.1 400 Bad\r\nContent-Length: 100000000\r\n\r\n" + "a".repeat(50_000)));

    assertThat(send(1).getFirst().answer()).isEqualTo(new Refused(400, "a".repeat(1_024)));

    await().until(() -> connections.stream().noneMatch(c -> c.channel().isActive()));
  }

  @Test
  void givesUpWhatIsNotAnsweredInTime() {
    start(Duration.ofMillis(300), (_, _) -> {});

    assertThat(send(1).getFirst().answer()).isEqualTo(new Unreachable("No answer in time"));
  }

  @Test
  void endsWhatIsUnderWayOnAConnectionThatIsCut() {
    start(
        Duration.ofSeconds(10),
        (ctx, _) -> {
          var _ = ctx.close();
        });

    assertThat(send(3))
        .allSatisfy(exchange -> assertThat(exchange.answer()).isInstanceOf(Unreachable.class))
        .allSatisfy(exchange -> assertThat(exchange.endings()).isEqualTo(1));
  }

  @Test
  void takesNoNonsense() {
    start(Duration.ofSeconds(10), (ctx, _) -> say(ctx, "220 mail.example ESMTP\r\n\r\n"));

    assertThat(send(1).getFirst().answer()).isInstanceOf(Unreachable.class);
  }

  private void start(
      Duration requestTimeout, BiConsumer<ChannelHandlerContext, FullHttpRequest> behaviour) {
    server =
        RawPushService.startHttp1(
            folder,
            () ->
                new ChannelHandler[] {
                  new HttpRequestDecoder(), new HttpObjectAggregator(8_192), listener(behaviour)
                });
    PushServiceSettings settings =
        new PushServiceSettings(
            List.of(),
            false,
            server.certificateAuthority(),
            Duration.ofSeconds(20),
            requestTimeout);
    client =
        new NettyPushServiceClient(
            settings,
            Timings.of(settings),
            (_, _) -> true,
            _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
            InstantSource.system());
  }

  private SimpleChannelInboundHandler<FullHttpRequest> listener(
      BiConsumer<ChannelHandlerContext, FullHttpRequest> behaviour) {
    return new SimpleChannelInboundHandler<>() {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        connections.add(ctx);
        StringBuilder head = new StringBuilder(request.method() + " " + request.uri());
        request
            .headers()
            .forEach(header ->
                head.append('\n').append(header.getKey()).append(": ").append(header.getValue()));
        heads.add(head.toString());
        behaviour.accept(ctx, request);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
      }
    };
  }

  private static void say(ChannelHandlerContext ctx, String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
    var _ = ctx.writeAndFlush(bytes);
  }

  private List<RecordedExchange> send(int count) {
    PushRequest request = Requests.to(server.origin() + "/push/subscription?x=y");
    List<RecordedExchange> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(RecordedExchange.sent(client, request));
    }
    return exchanges;
  }
}
