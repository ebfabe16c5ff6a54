package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.towncrier.worker.pushservice.PushResponse.Accepted;
import dev.towncrier.worker.pushservice.PushResponse.HostUnknown;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.SubscriptionGone;
import dev.towncrier.worker.pushservice.PushResponse.Unreachable;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What push services do to a client over HTTP/2. */
@Timeout(60)
class NettyPushServiceClientIT {
  private static final AddressRule ANY = (_, _) -> true;
  private static final HostResolver LOOPBACK =
      _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
  private static final Behaviour ACCEPTING = (peer, streamId) -> peer.answer(streamId, 201);

  @TempDir private Path folder;
  private RawPushService server;
  private PushServiceClient client;

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void sendsWhatRfc8030AsksFor() {
    List<Http2Headers> received = new CopyOnWriteArrayList<>();
    start((peer, streamId) -> {
      received.add(peer.headers(streamId));
      peer.answer(streamId, 201);
    });

    assertThat(send().answer()).isEqualTo(new Accepted(201, null, null));

    Http2Headers headers = received.getFirst();
    assertThat(headers.method()).hasToString("POST");
    assertThat(headers.path()).hasToString("/push/subscription?x=y");
    assertThat(headers.scheme()).hasToString("https");
    assertThat(server.origin()).isEqualTo("https://" + headers.authority());
    assertThat(headers.get("authorization")).hasToString(Requests.AUTHORIZATION);
    assertThat(headers.get("content-encoding")).hasToString("aes128gcm");
    assertThat(headers.get("content-type")).hasToString("application/notification+json");
    assertThat(headers.get("content-length")).hasToString("100");
    assertThat(headers.get("ttl")).hasToString("60");
    assertThat(headers.get("urgency")).hasToString("normal");
    assertThat(headers.contains("topic")).isFalse();
    assertThat(headers.contains("x-wns-cache-policy")).isFalse();
  }

  @Test
  void opensNoMoreStreamsThanAreAllowed() {
    start(limitedTo(1, (peer, streamId) -> peer.later(2, () -> peer.answer(streamId, 201))));

    assertThat(sendMany(200)).allSatisfy(NettyPushServiceClientIT::isAccepted);

    assertThat(server.peers()).hasSizeBetween(2, Connection.MOST_OF_HTTP_2);
    assertThat(server.peers()).allSatisfy(peer -> assertThat(peer.mostOpen()).isEqualTo(1));
  }

  @Test
  void followsTheLimitOfStreamsWhenItChanges() {
    start(
        limitedTo(
            1,
            (peer, streamId) -> {
              if (peer.requests() == 1) {
                peer.settings(new Http2Settings().maxConcurrentStreams(5));
              }
              peer.later(20, () -> peer.answer(streamId, 201));
            }));

    assertThat(sendMany(300)).allSatisfy(NettyPushServiceClientIT::isAccepted);

    assertThat(server.peers()).allSatisfy(peer -> assertThat(peer.mostOpen()).isBetween(1, 5));
    assertThat(server.peers()).anySatisfy(peer -> assertThat(peer.mostOpen()).isEqualTo(5));
  }

  @Test
  void sendsAgainWhatAGoAwayLeftUnread() {
    AtomicReference<Peer> leaving = new AtomicReference<>();
    start((peer, streamId) -> {
      leaving.compareAndSet(null, peer);
      if (!peer.equals(leaving.get())) {
        peer.answer(streamId, 201);
      } else if (streamId == 1) {
        // The first request is answered, all later ones were not looked at.
        peer.later(200, () -> peer.goAway(1));
        peer.later(300, () -> peer.answer(1, 201));
      }
    });

    List<RecordedExchange> exchanges = sendMany(40);

    assertThat(exchanges).allSatisfy(NettyPushServiceClientIT::isAccepted);
    assertThat(exchanges).allSatisfy(e -> assertThat(e.timesAsked()).isLessThanOrEqualTo(2));
    await().until(() -> !leaving.get().isOpen());
    isAccepted(send());
    assertThat(server.peers()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void sendsAgainWhatWasRefusedUnread() {
    start((peer, streamId) -> {
      if (peer.requests() % 2 == 1) {
        peer.refuse(streamId);
      } else {
        peer.answer(streamId, 201);
      }
    });

    RecordedExchange exchange = send();

    isAccepted(exchange);
    assertThat(exchange.timesAsked()).isBetween(2, 4);
  }

  @Test
  void givesUpWhatIsRefusedTimeAndAgain() {
    start(Peer::refuse);

    RecordedExchange exchange = send();

    assertThat(exchange.answer()).isInstanceOf(Unreachable.class);
    assertThat(exchange.timesAsked()).isEqualTo(4);
  }

  @Test
  void sendsNothingAgainThatMayHaveBeenRead() {
    start((peer, streamId) -> peer.reset(streamId, Http2Error.INTERNAL_ERROR));

    RecordedExchange exchange = send();

    assertThat(exchange.answer()).isInstanceOf(Unreachable.class);
    assertThat(exchange.timesAsked()).isEqualTo(1);
  }

  @Test
  void resetsWhatIsNotAnsweredInTime() {
    start(Duration.ofMillis(300), UnaryOperator.identity(), (_, _) -> {});

    assertThat(send().answer()).isInstanceOf(Unreachable.class);

    await()
        .untilAsserted(() ->
            assertThat(server.peers())
                .anySatisfy(peer -> assertThat(peer.resets()).containsExactly("1:CANCEL")));
    assertThat(server.peers()).allSatisfy(peer -> assertThat(peer.isOpen()).isTrue());
  }

  @Test
  void takesTheHeadersOfAnAcceptanceThatTrickles() {
    trickleAfter(201);
    assertThat(send().answer()).isEqualTo(new Accepted(201, null, null));
  }

  @Test
  void givesUpARefusalThatTricklesItsReason() {
    trickleAfter(403);
    assertThat(send().answer()).isInstanceOf(Unreachable.class);
  }

  private void trickleAfter(int status) {
    start(
        Duration.ofMillis(600),
        UnaryOperator.identity(),
        (peer, streamId) -> {
          peer.headers(streamId, status, false);
          trickle(peer, streamId);
        });
  }

  private static void trickle(Peer peer, int streamId) {
    if (peer.openRequests() > 0) {
      peer.data(streamId, "x", false);
      peer.later(50, () -> trickle(peer, streamId));
    }
  }

  @Test
  void cutsOffAnAnswerWithoutEnd() {
    start((peer, streamId) -> {
      peer.headers(streamId, 400, false);
      flood(peer, streamId, 0);
    });

    assertThat(send().answer()).isEqualTo(new Refused(400, "a".repeat(1_024)));

    await()
        .untilAsserted(() ->
            assertThat(server.peers())
                .anySatisfy(peer -> assertThat(peer.resets()).containsExactly("1:CANCEL")));
  }

  /** Stays within the windows, as it must. */
  private static void flood(Peer peer, int streamId, int sent) {
    if (peer.openRequests() > 0 && sent < Http2CodecUtil.DEFAULT_WINDOW_SIZE - 8_000) {
      peer.data(streamId, "a".repeat(8_000), false);
      peer.later(1, () -> flood(peer, streamId, sent + 8_000));
    }
  }

  @Test
  void takesMoreThanOneWindowOfAnswers() {
    start((peer, streamId) -> {
      peer.headers(streamId, 404, false);
      peer.data(streamId, "b".repeat(4_000), false);
      peer.trailers(streamId);
    });

    for (int i = 0; i < 10; i++) {
      assertThat(sendMany(50))
          .allSatisfy(e -> assertThat(e.answer()).isEqualTo(new SubscriptionGone(404)));
    }
  }

  @Test
  void looksPastInterimAnswers() {
    start((peer, streamId) -> {
      peer.headers(streamId, 103, false);
      peer.headers(streamId, 100, false);
      peer.answer(streamId, 201);
    });

    isAccepted(send());
  }

  @Test
  void endsEverythingOnAConnectionThatIsCut() {
    start((peer, _) -> {
      if (peer.requests() == 5) {
        peer.cut();
      }
    });

    List<RecordedExchange> exchanges = sendMany(20);

    assertThat(exchanges)
        .allSatisfy(e -> assertThat(e.answer()).isInstanceOf(Unreachable.class))
        .allSatisfy(e -> assertThat(e.endings()).isEqualTo(1));
  }

  @Test
  void fitsIntoSmallWindows() {
    start(
        new Behaviour() {
          @Override
          public Http2Settings settings() {
            return new Http2Settings().initialWindowSize(10);
          }

          @Override
          public void requested(Peer peer, int streamId) {
            peer.answer(streamId, peer.bodyLength(streamId) == 4_000 ? 201 : 500);
          }
        });

    assertThat(sendMany(50, 4_000)).allSatisfy(NettyPushServiceClientIT::isAccepted);
  }

  @Test
  void waitsForTheConnectionsWindow() {
    start(
        new Behaviour() {
          @Override
          public Http2Settings settings() {
            return new Http2Settings();
          }

          @Override
          public boolean widensWindows() {
            return false;
          }

          @Override
          public void requested(Peer peer, int streamId) {
            int length = peer.bodyLength(streamId);
            peer.later(5, () -> peer.widen(0, length));
            peer.answer(streamId, length == 4_000 ? 201 : 500);
          }
        });

    assertThat(sendMany(500, 4_000)).allSatisfy(NettyPushServiceClientIT::isAccepted);
  }

  @Test
  void leavesAConnectionThatAnswersNoPing() {
    start(
        Duration.ofSeconds(20),
        timings -> timings.quietFor(Duration.ofMillis(300), Duration.ofMillis(300)),
        new Behaviour() {
          @Override
          public boolean answersPings() {
            return false;
          }

          @Override
          public void requested(Peer peer, int streamId) {}
        });

    assertThat(send().answer()).isInstanceOf(Unreachable.class);

    await().untilAsserted(() -> assertThat(server.peers()).noneMatch(Peer::isOpen));
  }

  @Test
  void keepsAConnectionThatAnswersPings() {
    start(
        Duration.ofSeconds(20),
        timings -> timings.quietFor(Duration.ofMillis(200), Duration.ofMillis(200)),
        (peer, streamId) -> peer.later(2_000, () -> peer.answer(streamId, 201)));

    isAccepted(send());
    assertThat(server.peers()).allMatch(Peer::isOpen);
  }

  @Test
  void closesConnectionsThatNobodyUses() {
    start(Duration.ofSeconds(20), timings -> timings.idleFor(Duration.ofMillis(300)), ACCEPTING);
    isAccepted(send());

    await().untilAsserted(() -> assertThat(server.peers()).noneMatch(Peer::isOpen));

    isAccepted(send());
  }

  @Test
  void trustsNoCertificateOfAnotherHost() {
    server = RawPushService.start(folder, "other.example", ACCEPTING);
    client = client(Duration.ofSeconds(10), UnaryOperator.identity(), ANY, LOOPBACK);

    assertThat(send().answer())
        .isInstanceOfSatisfying(
            Unreachable.class, response -> assertThat(response.detail()).startsWith("No TLS: "));

    assertThat(server.peers()).isEmpty();
  }

  /** A name server of the attacker's: a public address to be checked, then a private one. */
  @Test
  void dialsTheVeryAddressesThatWereChecked() throws UnknownHostException {
    server = RawPushService.start(folder, ACCEPTING);
    InetAddress second = InetAddress.getByName("127.0.0.2");
    AtomicBoolean changed = new AtomicBoolean();
    HostResolver changing =
        _ -> new InetAddress[] {changed.get() ? InetAddress.getLoopbackAddress() : second};
    AddressRule onlyTheSecond = (_, address) -> address.equals(second);
    client = client(Duration.ofSeconds(10), UnaryOperator.identity(), onlyTheSecond, changing);

    // Nobody listens there; and what does listen is not allowed.
    assertThat(send().answer()).isEqualTo(new Unreachable("No connection: ConnectException"));
    changed.set(true);
    assertThat(send().answer())
        .isEqualTo(new Unreachable("No address of the push service may be dialled"));
    assertThat(server.peers()).isEmpty();
  }

  @Test
  void triesTheNextAddress() throws UnknownHostException {
    InetAddress nobody = InetAddress.getByName("127.0.0.2");
    server = RawPushService.start(folder, ACCEPTING);
    client =
        client(
            Duration.ofSeconds(10),
            UnaryOperator.identity(),
            ANY,
            _ -> new InetAddress[] {nobody, InetAddress.getLoopbackAddress()});

    isAccepted(send());
  }

  @Test
  void tellsAHostThatDoesNotExistFromOneThatCannotBeFound() {
    server = RawPushService.start(folder, ACCEPTING);
    client =
        client(
            Duration.ofSeconds(10),
            UnaryOperator.identity(),
            ANY,
            host -> {
              throw new UnknownHostException(
                  host
                      + (host.startsWith("no")
                          ? ": Name or service not known"
                          : ": Temporary failure in name resolution"));
            });

    assertThat(RecordedExchange.sent(client, Requests.to("https://no.example/x")).answer())
        .isInstanceOf(HostUnknown.class);
    assertThat(RecordedExchange.sent(client, Requests.to("https://yes.example/x")).answer())
        .isInstanceOf(Unreachable.class);
  }

  @Test
  void takesAnEndpointThatABrowserRemovedAsGone() {
    start(ACCEPTING);

    RecordedExchange exchange =
        RecordedExchange.sent(client, Requests.to("https://permanently-removed.invalid/fcm/x"));

    assertThat(exchange.answer()).isEqualTo(new SubscriptionGone(410));
    assertThat(exchange.timesAsked()).isZero();
  }

  @Test
  void waitsForAPlaceNoLongerThanForAConnection() {
    server = RawPushService.start(folder, limitedTo(0, ACCEPTING));
    PushServiceSettings impatient =
        new PushServiceSettings(
            List.of(),
            false,
            server.certificateAuthority(),
            Duration.ofMillis(400),
            Duration.ofSeconds(10));
    client =
        new NettyPushServiceClient(
            impatient, Timings.of(impatient), ANY, LOOPBACK, InstantSource.system());

    RecordedExchange exchange = send();

    assertThat(exchange.answer()).isInstanceOf(Unreachable.class);
    assertThat(exchange.timesAsked()).isZero();
  }

  @Test
  void leavesOutWhatIsNoLongerToBeSent() {
    start(ACCEPTING);
    RecordedExchange withdrawn = new RecordedExchange(() -> null);

    client.send(server.origin(), withdrawn);
    isAccepted(send());

    await().until(() -> withdrawn.timesAsked() == 1);
    assertThat(withdrawn.endings()).isZero();
  }

  @Test
  void failsWhatCannotBeMade() {
    start(ACCEPTING);
    RecordedExchange broken =
        new RecordedExchange(() -> {
          throw new IllegalStateException("no key");
        });
    RecordedExchange astray = new RecordedExchange(() -> Requests.to("https://other.example/x"));

    client.send(server.origin(), broken);
    client.send(server.origin(), astray);

    assertThatThrownBy(broken::answer).hasRootCauseMessage("no key");
    assertThatThrownBy(astray::answer).hasRootCauseInstanceOf(IllegalArgumentException.class);
    isAccepted(send());
  }

  @Test
  void endsWhatIsUnderWayWhenItIsClosed() {
    start((_, _) -> {});
    List<RecordedExchange> exchanges = sendMany(100);
    await().until(() -> exchanges.stream().allMatch(exchange -> exchange.timesAsked() == 1));

    client.close();

    assertThat(exchanges).allMatch(RecordedExchange::hasEnded);
    assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersEveryMessageOfABurstOnce() {
    start(limitedTo(100, ACCEPTING));

    List<RecordedExchange> exchanges = sendMany(5_000);

    assertThat(exchanges).allSatisfy(NettyPushServiceClientIT::isAccepted);
    assertThat(exchanges)
        .allSatisfy(e -> assertThat(e.timesAsked()).isEqualTo(1))
        .allSatisfy(e -> assertThat(e.endings()).isEqualTo(1));
  }

  private void start(Behaviour behaviour) {
    start(Duration.ofSeconds(10), UnaryOperator.identity(), behaviour);
  }

  private void start(
      Duration requestTimeout, UnaryOperator<Timings> adjustment, Behaviour behaviour) {
    server = RawPushService.start(folder, behaviour);
    client = client(requestTimeout, adjustment, ANY, LOOPBACK);
  }

  private PushServiceClient client(
      Duration requestTimeout,
      UnaryOperator<Timings> adjustment,
      AddressRule rule,
      HostResolver resolver) {
    PushServiceSettings settings =
        new PushServiceSettings(
            List.of(),
            false,
            server.certificateAuthority(),
            Duration.ofSeconds(20),
            requestTimeout);
    return new NettyPushServiceClient(
        settings, adjustment.apply(Timings.of(settings)), rule, resolver, InstantSource.system());
  }

  private static Behaviour limitedTo(int streams, Behaviour behaviour) {
    return new Behaviour() {
      @Override
      public Http2Settings settings() {
        return new Http2Settings().maxConcurrentStreams(streams);
      }

      @Override
      public void requested(Peer peer, int streamId) {
        behaviour.requested(peer, streamId);
      }
    };
  }

  private RecordedExchange send() {
    return sendMany(1).getFirst();
  }

  private List<RecordedExchange> sendMany(int count) {
    return sendMany(count, 100);
  }

  private List<RecordedExchange> sendMany(int count, int bodyLength) {
    PushRequest request = Requests.to(server.origin() + "/push/subscription?x=y", bodyLength);
    List<RecordedExchange> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(RecordedExchange.sent(client, request));
    }
    return exchanges;
  }

  private static void isAccepted(RecordedExchange exchange) {
    assertThat(exchange.answer()).isEqualTo(new Accepted(201, null, null));
  }
}
