package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.Unreachable;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither names nor answers turn a worker against its own network. */
@Timeout(60)
class DialledAddressIT {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Stands for a public address, so that no test leaves the machine; nobody listens there. */
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("127.0.0.2");

  private static final Unreachable NOT_DIALLED =
      new Unreachable("No address of the push service may be dialled");
  private static final Unreachable PUBLIC_DIALLED =
      new Unreachable("No connection: ConnectException");

  private final EndpointPolicy policy = new EndpointPolicy(List.of(), true);
  private Eavesdropper inside;

  @BeforeEach
  void listen() throws IOException {
    inside = new Eavesdropper();
  }

  @AfterEach
  void stop() throws IOException {
    inside.close();
  }

  @Test
  void doesNotDialANameThatTurnsToLoopbackOnceItWasChecked() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    // The name server of an attacker: public once, then the worker's own machine.
    HostResolver rebinding =
        _ -> new InetAddress[] {lookups.getAndIncrement() == 0 ? PUBLIC : LOOPBACK};
    try (PushServiceClient client = client(rebinding)) {
      // Two connections are opened at once, and either may be the one that says why.
      assertThat(send(client)).isIn(PUBLIC_DIALLED, NOT_DIALLED);
      for (int again = 0; again < 3; again++) {
        assertThat(send(client)).isEqualTo(NOT_DIALLED);
      }
    }
    assertThat(lookups).hasValueGreaterThan(2);
    assertThat(inside.connections()).isZero();
  }

  @Test
  void dialsWhatItCheckedHoweverTheNameChangesMeanwhile() throws IOException {
    AtomicBoolean isPublic = new AtomicBoolean(true);
    HostResolver rebinding = _ -> new InetAddress[] {isPublic.get() ? PUBLIC : LOOPBACK};
    AddressRule changingTheName =
        (pushService, address) -> {
          boolean allowed = address.equals(PUBLIC) || policy.mayDial(pushService, address);
          isPublic.set(false); // between the check and the dial
          return allowed;
        };
    try (PushServiceClient client = client(null, changingTheName, rebinding)) {
      assertThat(send(client)).isIn(PUBLIC_DIALLED, NOT_DIALLED);
      assertThat(send(client)).isEqualTo(NOT_DIALLED);
    }
    assertThat(inside.connections()).isZero();
  }

  @Test
  void dialsOnlyThePublicOneOfANamesAddresses() throws IOException {
    try (PushServiceClient first = client(_ -> new InetAddress[] {PUBLIC, LOOPBACK});
        PushServiceClient last = client(_ -> new InetAddress[] {LOOPBACK, PUBLIC})) {
      assertThat(send(first)).isEqualTo(PUBLIC_DIALLED);
      assertThat(send(last)).isEqualTo(PUBLIC_DIALLED);
    }
    assertThat(inside.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", // loopback
        "0.0.0.0", // this machine, to Linux
        "::",
        "::1",
        "::ffff:127.0.0.1", // mapped
        "::127.0.0.1",
        "10.0.0.1", // private
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254", // metadata, link-local
        "168.63.129.16", // metadata
        "fd00:ec2::254", // metadata, unique-local
        "fe80::1", // link-local
        "fec0::1",
        "fc00::1",
        "100.64.0.1", // shared
        "192.0.2.1", // documentation
        "2001:db8::1",
        "198.18.0.1", // benchmarks
        "2001:2::1",
        "224.0.0.1", // multicast
        "ff02::1",
        "240.0.0.1", // reserved
        "255.255.255.255",
        "64:ff9b::127.0.0.1", // NAT64
        "64:ff9b:1::127.0.0.1",
        "2002:7f00:1::1", // 6to4
        "2001:0:4136:e378:8000:63bf:80ff:fffe" // Teredo
      })
  void dialsNoAddressThatIsNotPublic(String address) throws IOException {
    InetAddress parsed = InetAddress.ofLiteral(address);
    try (PushServiceClient client = client(_ -> new InetAddress[] {parsed})) {
      assertThat(send(client)).isEqualTo(NOT_DIALLED);
    }
    assertThat(inside.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectOverHttp2(int status, @TempDir Path folder) throws IOException {
    try (RawPushService server =
            RawPushService.start(
                folder, (peer, streamId) -> peer.redirect(streamId, status, insideUrl()));
        PushServiceClient client = trusting(server)) {
      assertThat(send(client, server.origin())).isEqualTo(new Refused(status, ""));
      assertThat(server.peers()).anySatisfy(peer -> assertThat(peer.requests()).isOne());
    }
    assertThat(inside.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectOverHttp1(int status, @TempDir Path folder) throws IOException {
    String answer =
        "HTTP/1.1 %d Over there\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, insideUrl());
    try (RawPushService server =
            RawPushService.startHttp1(
                folder,
                () ->
                    new ChannelHandler[] {
                      new HttpRequestDecoder(), new HttpObjectAggregator(8_192), saying(answer)
                    });
        PushServiceClient client = trusting(server)) {
      assertThat(send(client, server.origin())).isEqualTo(new Refused(status, ""));
    }
    assertThat(inside.connections()).isZero();
  }

  private static ChannelHandler saying(String answer) {
    return new SimpleChannelInboundHandler<FullHttpRequest>() {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        var _ = ctx.writeAndFlush(Unpooled.copiedBuffer(answer, UTF_8));
      }
    };
  }

  private String insideUrl() {
    return "http://127.0.0.1:" + inside.port() + "/secrets";
  }

  /** The policy's word, but for the address that stands for a public one. */
  private PushServiceClient client(HostResolver resolver) {
    return client(
        null,
        (pushService, address) -> address.equals(PUBLIC) || policy.mayDial(pushService, address),
        resolver);
  }

  private static PushServiceClient trusting(RawPushService server) {
    return client(server.certificateAuthority(), (_, _) -> true, _ -> new InetAddress[] {LOOPBACK});
  }

  private static PushServiceClient client(Path ca, AddressRule rule, HostResolver resolver) {
    PushServiceSettings settings =
        new PushServiceSettings(
            List.of(), false, ca, Duration.ofSeconds(20), Duration.ofSeconds(10));
    return new NettyPushServiceClient(
        settings, Timings.of(settings), rule, resolver, InstantSource.system());
  }

  /** To a host whose port is the one that is listened on inside. */
  private PushResponse send(PushServiceClient client) {
    return send(client, "https://push.attacker.net:" + inside.port());
  }

  private static PushResponse send(PushServiceClient client, String origin) {
    return RecordedExchange.sent(client, Requests.to(origin + "/push")).answer();
  }
}
